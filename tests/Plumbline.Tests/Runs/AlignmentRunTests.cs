using Plumbline.Alignment.Catalog;
using Plumbline.Alignment.Linting;
using Plumbline.Alignment.Objectives;
using Plumbline.Alignment.Pairs;
using Plumbline.Alignment.Runs;
using Plumbline.Diffusion.Lora;
using Plumbline.Tests.Tensors;

namespace Plumbline.Tests.Runs;

[LeavesNoTensors]
public sealed class AlignmentRunTests
{
    [Fact]
    public void Two_rounds_give_an_adapter_its_proof_and_what_every_stage_took()
    {
        using var tiny = new TinyAlignment();

        var result = tiny.Run("run", TinyAlignment.Recipe with { Rounds = 2 });

        Assert.Equal(tiny.PathOf("run/round-2/adapter"), result.Adapter);
        Assert.Equal(4, result.Report.Pairs);
        Assert.Contains("geometry.scored", result.Report.Metrics.Keys);
        Assert.Contains("subspace.scored", result.Report.Metrics.Keys);
        Assert.True(File.Exists(tiny.PathOf("run/comparison/comparison.json")));
        Assert.Equal(
            [
                (AlignmentStage.Lint, null),
                (AlignmentStage.Candidates, 1), (AlignmentStage.Judging, 1), (AlignmentStage.Pairs, 1),
                (AlignmentStage.Training, 1),
                (AlignmentStage.Candidates, 2), (AlignmentStage.Judging, 2), (AlignmentStage.Pairs, 2),
                (AlignmentStage.Training, 2),
                (AlignmentStage.Comparison, (int?)null),
            ],
            StageLog.Read(tiny.PathOf("run")).Select(record => (record.Stage, record.Round)));
        Assert.All(StageLog.Read(tiny.PathOf("run")), record =>
            Assert.True(record is { IsWhole: true, IsOpen: false, Count: > 0 }, record.ToString()));
        using var second = CandidateFolder.Open(tiny.PathOf("run"), round: 2);
        Assert.Contains(
            $"adapter {NetworkAdapter.Sha256(tiny.PathOf("run/round-1/adapter"))} × 1", second.Recipe.Model,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_stopped_again_and_again_ends_in_the_same_adapter()
    {
        using var tiny = new TinyAlignment();
        var whole = tiny.Run("whole");
        var run = tiny.Begin("stopped");
        AlignmentResult? result = null;
        var stops = 0;

        // Every sitting gets a little further than the one before: stops fall into every stage.
        for (var most = 4; result is null; most += 6)
        {
            using var stop = new CancellationTokenSource();
            try
            {
                result = run.Execute(new StopAfter(most, stop), stop.Token);
            }
            catch (OperationCanceledException)
            {
                stops++;
                run.Dispose();
                run = tiny.Resume("stopped");
            }
        }

        run.Dispose();

        Assert.InRange(stops, 4, 100);
        Assert.Equal(TinyAlignment.AdapterOf(whole), TinyAlignment.AdapterOf(result));
        Assert.Equal(File.ReadAllText(tiny.PathOf("whole/round-1/pairs.json")), File.ReadAllText(
            tiny.PathOf("stopped/round-1/pairs.json")));
        Assert.Equal(
            File.ReadAllText(tiny.PathOf("whole/comparison/comparison.json")),
            File.ReadAllText(tiny.PathOf("stopped/comparison/comparison.json")));
    }

    [Fact]
    public void Where_no_pair_keeps_the_rules_easier_rules_go_on_with_the_same_candidates()
    {
        using var tiny = new TinyAlignment();
        var recipe = TinyAlignment.Recipe with { Rules = TinyAlignment.Recipe.Rules with { MinimumGap = 90 } };

        var error = Assert.Throws<InvalidDataException>(() => tiny.Run("run", recipe));
        var made = Directory.GetLastWriteTimeUtc(tiny.PathOf("run/round-1/candidates/world-00000"));
        using (var easier = tiny.Resume("run", kept => kept with { Rules = TinyAlignment.Recipe.Rules }))
            easier.Execute();

        Assert.Contains(
            "expected pairs of at least 2 prompts, got 0 pairs of 0 of 4 prompts (12 × GapTooSmall)", error.Message,
            StringComparison.Ordinal);
        Assert.Equal(made, Directory.GetLastWriteTimeUtc(tiny.PathOf("run/round-1/candidates/world-00000")));
    }

    [Fact]
    public void Pairs_that_an_adapter_has_learnt_from_are_not_replaced()
    {
        using var tiny = new TinyAlignment();
        tiny.Run("run", TinyAlignment.Recipe);
        var pairs = File.ReadAllText(tiny.PathOf("run/round-1/pairs.json"));

        using var run = tiny.Resume(
            "run", kept => kept with { Rules = kept.Rules with { Choice = PairChoice.AllAboveGap } });
        var error = Assert.Throws<InvalidDataException>(() => run.Execute());

        Assert.Contains("Use the rules of the run, or another folder.", error.Message, StringComparison.Ordinal);
        Assert.Equal(pairs, File.ReadAllText(tiny.PathOf("run/round-1/pairs.json")));
    }

    [Fact]
    public void A_reward_without_a_calibration_is_refused_before_anything_is_made()
    {
        using var tiny = new TinyAlignment();

        var error = Assert.Throws<InvalidDataException>(
            () => tiny.Begin("run", TinyAlignment.Recipe with { IsUngated = false }));

        Assert.Contains(
            "expected a calibration on clips of 32×32 pixels, got none", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(tiny.PathOf("run/recipe.json")));
    }

    [Fact]
    public void A_base_that_the_linter_fails_is_not_trained()
    {
        using var tiny = new TinyAlignment();

        var error = Assert.Throws<InvalidDataException>(
            () => tiny.Run("run", TinyAlignment.Recipe with { IsUnlinted = false }));

        Assert.Contains("got 1 of 8 checks that fail: roundTrip", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(tiny.PathOf("run/round-1")));
    }

    [Fact]
    public void What_is_to_be_trained_is_linted_again_when_it_is_changed_and_only_then()
    {
        using var tiny = new TinyAlignment();
        // No pair keeps such a rule, so that every sitting ends after the linter and the candidates.
        var recipe = TinyAlignment.Recipe with { Rules = TinyAlignment.Recipe.Rules with { MinimumGap = 90 } };
        LintState FirstLoss() =>
            LintFile.Read(tiny.PathOf("run/lint.json")).Single(finding => finding.Check == "firstLossIsLogTwo").State;
        void GoOn(Func<AlignmentRecipe, AlignmentRecipe>? change)
        {
            using var run = tiny.Resume("run", change);
            Assert.Throws<InvalidDataException>(() => run.Execute());
        }

        Assert.Throws<InvalidDataException>(() => tiny.Run("run", recipe));
        var (first, written) = (FirstLoss(), File.GetLastWriteTimeUtc(tiny.PathOf("run/lint.json")));
        GoOn(kept => kept with { Rounds = 2 });
        var rewritten = File.GetLastWriteTimeUtc(tiny.PathOf("run/lint.json"));
        GoOn(kept => kept with
        {
            Training = kept.Training with
            {
                Task = kept.Training.Task with
                {
                    Objective = kept.Training.Task.Objective with { Kind = PreferenceObjectiveKind.Sft },
                }
            },
        });

        Assert.Equal((LintState.Passed, written), (first, rewritten));
        Assert.Equal(LintState.NotChecked, FirstLoss());
    }

    [Fact]
    public void A_quarter_of_a_file_of_prompts_is_held_out_to_compare_by()
    {
        using var tiny = new TinyAlignment();
        var prompts = tiny.PathOf("prompts.txt");
        File.WriteAllLines(prompts, Enumerable.Range(0, 8).Select(i => $"a red ball {i}"));

        tiny.Run("run", TinyAlignment.Recipe with { Prompts = prompts, ComparedPrompts = null });

        string[] learnt = [.. PromptFile.Read(tiny.PathOf("run/prompts.json")).Select(prompt => prompt.Id)];
        string[] compared = [
            .. PromptFile.Read(tiny.PathOf("run/comparison/prompts.json")).Select(prompt => prompt.Id)];
        Assert.Equal((6, 2), (learnt.Length, compared.Length));
        Assert.Empty(learnt.Intersect(compared));
    }

    [Fact]
    public void Files_are_kept_by_their_whole_paths_so_that_a_run_goes_on_from_any_folder()
    {
        using var tiny = new TinyAlignment();
        var prompts = tiny.PathOf("prompts.txt");
        File.WriteAllText(prompts, "a red ball\na blue box\n");
        string Relative(string path) => Path.GetRelativePath(Environment.CurrentDirectory, path);
        var asked = TinyAlignment.Recipe with { Prompts = Relative(prompts), ComparedPrompts = Relative(prompts) };
        var files = new BaseModelFiles(Relative(tiny.Files.Model), Relative(tiny.Files.Autoencoder));

        AlignmentRun.Begin(tiny.PathOf("run"), asked, files, TinyAlignment.Sitting).Dispose();
        var begun = AlignmentRecipe.Load(tiny.PathOf("run"));
        tiny.Resume("run", kept => kept with { ComparedPrompts = "worlds:2" }).Dispose();

        Assert.Equal((prompts, prompts, tiny.Files), (begun.Prompts, begun.ComparedPrompts, begun.Files));
        Assert.Equal("worlds:2", AlignmentRecipe.Load(tiny.PathOf("run")).ComparedPrompts);
    }

    [Fact]
    public void A_single_prompt_leaves_none_to_hold_out()
    {
        using var tiny = new TinyAlignment();
        var prompts = tiny.PathOf("prompts.txt");
        File.WriteAllText(prompts, "a red ball\n");

        var error = Assert.Throws<InvalidDataException>(
            () => tiny.Begin("run", TinyAlignment.Recipe with { Prompts = prompts, ComparedPrompts = null }));

        Assert.Contains(
            "expected at least two prompts, so that one can be held out, got 1", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_a_run_is_not_begun_again_and_a_changed_base_is_not_gone_on_with()
    {
        using var tiny = new TinyAlignment();
        tiny.Begin("run").Dispose();

        var again = Assert.Throws<InvalidDataException>(() => tiny.Begin("run"));
        File.Move(tiny.Files.Autoencoder, tiny.Files.Autoencoder + ".away");
        var without = Assert.Throws<InvalidDataException>(() => tiny.Resume("run"));
        tiny.DamageBase();
        var other = Assert.Throws<InvalidDataException>(() => tiny.Resume("run"));

        Assert.Contains("expected one without a run, got one. Resume it", again.Message, StringComparison.Ordinal);
        Assert.Contains("expected the autoencoder that the run began with", without.Message, StringComparison.Ordinal);
        Assert.Contains("expected the base that the run began with", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_process_is_told_to_wait()
    {
        using var tiny = new TinyAlignment();
        using var run = tiny.Begin("run");
        var recipe = File.ReadAllText(tiny.PathOf("run/recipe.json"));

        // The other one comes with plumb align, and with a command that works on a stage alone.
        var align = Assert.Throws<IOException>(() => tiny.Resume("run", kept => kept with { Rounds = 7 }));
        using var other = RunLock.Take(tiny.PathOf("run"));
        var stage = Assert.Throws<IOException>(() => run.Execute());

        Assert.All([align, stage], error =>
            Assert.Contains("expected to be the only process at work in it", error.Message, StringComparison.Ordinal));
        Assert.Equal(recipe, File.ReadAllText(tiny.PathOf("run/recipe.json")));
    }

    private sealed class StopAfter(int most, CancellationTokenSource stop) : IProgress<AlignmentProgress>
    {
        private int _count;

        public void Report(AlignmentProgress value)
        {
            if (++_count == most)
                stop.Cancel();
        }
    }
}
