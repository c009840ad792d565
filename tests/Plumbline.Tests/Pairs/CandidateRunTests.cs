using Plumbline.Alignment.Pairs;
using Plumbline.Alignment.Training;
using Plumbline.Diffusion.Schedulers;
using Plumbline.Tensors;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Tests.Calibration;
using Plumbline.Tests.Tensors;
using Plumbline.Vision.Export;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Pairs;

[LeavesNoTensors]
public sealed class CandidateRunTests
{
    private static readonly PairRules Loose =
        new() { MinimumGap = 0, LeastMotionPixels = null, MotionTolerance = null, DuplicateDistance = 0 };

    [Fact]
    public void Latents_are_kept_as_the_sampler_gave_them()
    {
        using var tiny = new TinyRun();
        using var folder = tiny.Begin("run", TinyRun.Options);

        var set = new CandidateRun(folder, tiny.Model).Execute();

        Assert.Equal(6, set.Candidates.Count);
        Assert.Equal(6, set.MadeCount);
        var second = set.Candidates[1];
        Assert.Equal(
            ("world-00000", 2, 1, "round-1/candidates/world-00000/seed_2.safetensors"),
            (second.PromptId, second.Seed, second.Round, second.LatentsPath));
        using var scope = new TensorScope();
        using var checkpoint = Checkpoint.Open(tiny.PathOf($"run/{second.LatentsPath}"));
        var prompt = folder.Prompts[0];
        var conditions = PromptConditions.Of(prompt, folder.Path, 32, 32, 5);
        var rays = conditions.Rays(4, 4)!;
        var made = tiny.Model.Generator.Generate(
            new()
            {
                Prompts = [prompt.Text],
                Seeds = [2],
                Plan = new RectifiedFlow { Shift = 3 }.Plan(4),
                FrameCount = 5,
                Height = 32,
                Width = 32,
                FirstFrames = ClipTensors.FromBytes([conditions.FirstFrame!.Rgb], 1, 32, 32, Device.Cpu),
                Rays = Tensor.From<float>(rays, [1, 6, 5, 4, 4], Device.Cpu),
            },
            Device.Cpu);
        Assert.Equal(made.Latents.ToArray<float>(), checkpoint["latents"].ToFloats());
        Assert.Equal([4, 2, 4, 4], checkpoint["latents"].Shape);
        Assert.Equal(rays, checkpoint["rays"].ToFloats());
        Assert.Equal([6, 5, 4, 4], checkpoint["rays"].Shape);
        Assert.Equal(set.Candidates, folder.Candidates());
    }

    [Fact]
    public void Candidates_of_a_prompt_take_several_guidances_in_turn()
    {
        using var tiny = new TinyRun();
        float[][] Latents(string name, CandidateOptions options)
        {
            using var folder = tiny.Begin(name, options, worldCount: 1);
            return [.. new CandidateRun(folder, tiny.Model).Execute().Candidates.Select(candidate =>
            {
                using var checkpoint = Checkpoint.Open(tiny.PathOf($"{name}/{candidate.LatentsPath}"));
                return checkpoint["latents"].ToFloats();
            })];
        }

        var plain = Latents("plain", TinyRun.Options with { Guidance = [1] });
        var guided = Latents("guided", TinyRun.Options with { Guidance = [4] });
        var inTurn = Latents("turns", TinyRun.Options with { Guidance = [1, 4] });

        Assert.NotEqual(plain[1], guided[1]);
        Assert.Equal([plain[0], guided[1], plain[2]], inTurn);
    }

    [Fact]
    public void Candidates_of_a_turn_can_share_their_noise()
    {
        using var tiny = new TinyRun();
        Candidate[] Made(string name, CandidateOptions options)
        {
            using var folder = tiny.Begin(name, options, worldCount: 1);
            return [.. new CandidateRun(folder, tiny.Model).Execute().Candidates];
        }

        var plain = Made("plain", TinyRun.Options with { Guidance = [1] });
        var guided = Made("guided", TinyRun.Options with { Guidance = [4] });
        var shared = Made("shared", TinyRun.Options with { Count = 4, Guidance = [1, 4], SharesNoise = true });

        Assert.Equal(
            [(1, 1), (2, 1), (3, 2), (4, 2)], shared.Select(candidate => (candidate.Seed, candidate.NoiseSeed ?? 0)));
        Assert.Equal(
            [
                Tensors(tiny, "plain", plain[0]), Tensors(tiny, "guided", guided[0]),
                Tensors(tiny, "plain", plain[1]), Tensors(tiny, "guided", guided[1]),
            ],
            shared.Select(candidate => Tensors(tiny, "shared", candidate)));
        Assert.True(shared[0].SharesNoiseWith(shared[1]));
        Assert.False(shared[1].SharesNoiseWith(shared[2]));
        Assert.Contains("expected several guidances", Assert.Throws<ArgumentOutOfRangeException>(
            () => (TinyRun.Options with { SharesNoise = true }).Validate()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Candidates_can_begin_from_the_video_of_their_prompt()
    {
        using var tiny = new TinyRun();
        var options = TinyRun.Options with { Guidance = [1], Starts = [1, 0.9, 0.8], SharesNoise = true };
        using var folder = tiny.Begin("run", options, worldCount: 1);

        var candidates = new CandidateRun(folder, tiny.Model).Execute().Candidates;

        // The levels of four steps, shifted by 3, are 1, 0.9, 0.75 and 0.5.
        Assert.Equal([4, 3, 2], Enumerable.Range(0, 3).Select(i => options.PlanOf(i).Steps.Count));
        using var scope = new TensorScope();
        var world = TrainingWorld.FromSeed(WorldSeeds.Of(WorldSplit.Alignment, 0), new(32, 32, 5));
        var video = tiny.Model.Encoded(world.FilmRgb(), options);
        float Distance(Candidate candidate)
        {
            using var checkpoint = Checkpoint.Open(tiny.PathOf($"run/{candidate.LatentsPath}"));
            var made = Tensor.From<float>(checkpoint["latents"].ToFloats(), video.Shape, Device.Cpu);
            return (float)(made - video).Square().Mean().Item();
        }

        var distances = candidates.Select(Distance).ToArray();
        Assert.Equal(distances.OrderDescending(), distances);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => (options with { Starts = [1, 0.2] }).Validate());
        Assert.Contains("one of the 4 steps begins at, 0.5 or more", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentOutOfRangeException>(
            () => (options with { Guidance = [1, 3], Starts = [1, 0.9, 0.8] }).Validate());
        Assert.Contains("as many starts as the 2 guidances, or one", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentOutOfRangeException>(() => (options with { EarlyStop = new() }).Validate());
        Assert.Contains("expected no early stop", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_stopped_after_any_step_goes_on_to_the_same_bytes()
    {
        using var tiny = new TinyRun();
        var options = TinyRun.Options with
        {
            Count = 4,
            EarlyStop = new() { LeastDeficitPoints = 1e-6, KeptCount = 1, AuditShare = 0 },
            Adaptive = new() { Least = 4, Most = 6, ClearMargin = 1e-9 },
        };
        var rules = Loose with { MinimumGap = 1000 };
        using (var whole = tiny.Begin("whole", options, rules))
            Run(whole, tiny, CancellationToken.None);

        for (var sittings = 0; ; sittings++)
        {
            using var folder = tiny.Begin("parts", options, rules);
            using var stop = new CancellationTokenSource();
            try
            {
                Run(folder, tiny, stop.Token, new StopAfter(stop, 7 + sittings % 9));
                Assert.True(sittings > 3);
                break;
            }
            catch (OperationCanceledException)
            {
                Assert.True(sittings < 60);
            }
        }

        Assert.Equal(tiny.Files("whole"), tiny.Files("parts"));
    }

    [Fact]
    public void What_is_lost_or_changed_is_made_again()
    {
        using var tiny = new TinyRun();
        using var folder = tiny.Begin("run", TinyRun.Options);
        var first = new CandidateRun(folder, tiny.Model).Execute();
        var before = tiny.Files("run");
        File.Delete(tiny.PathOf($"run/{first.Candidates[0].LatentsPath}"));
        File.AppendAllText(tiny.PathOf($"run/{first.Candidates[4].LatentsPath}"), "x");

        var second = new CandidateRun(folder, tiny.Model).Execute();

        Assert.Equal(2, second.MadeCount);
        Assert.Equal(first.Candidates, second.Candidates);
        Assert.Equal(before, tiny.Files("run"));
    }

    [Fact]
    public void What_lies_between_the_best_and_the_worst_is_stopped()
    {
        using var tiny = new TinyRun();
        using var folder = tiny.Begin(
            "run", TinyRun.Options with { Count = 5, EarlyStop = new() { LeastDeficitPoints = 1e-6, AuditShare = 0 } });

        var set = new CandidateRun(folder, tiny.Model, CandidateJudge.Of(new SecondDifferenceJudge())).Execute();

        Assert.Equal(10, set.Previews.Count);
        Assert.Equal(4, set.Stopped.Count);
        Assert.Equal(6, set.Candidates.Count);
        // Two of four steps of 4 of 10 candidates.
        Assert.Equal(0.2, set.SavedStepShare!.Value, 1e-10);
        foreach (var prompt in folder.Prompts)
        {
            var ranked = set.Previews.Where(preview => preview.PromptId == prompt.Id)
                .OrderByDescending(preview => preview.Score).Select(preview => preview.Seed).ToArray();
            Assert.Equal(
                new[] { ranked[0], ranked[1], ranked[4] }.Order(),
                set.Candidates.Where(candidate => candidate.PromptId == prompt.Id)
                    .Select(candidate => candidate.Seed).Order());
        }
    }

    [Fact]
    public void Stopping_changes_no_byte_of_what_is_finished()
    {
        using var tiny = new TinyRun();
        using var plain = tiny.Begin("plain", TinyRun.Options with { Count = 5 });
        using var stopping = tiny.Begin(
            "stopping",
            TinyRun.Options with { Count = 5, EarlyStop = new() { LeastDeficitPoints = 1e-6, AuditShare = 0 } });

        var all = new CandidateRun(plain, tiny.Model).Execute();
        var some = new CandidateRun(stopping, tiny.Model, CandidateJudge.Of(new SecondDifferenceJudge())).Execute();

        var hashes = all.Candidates.ToDictionary(
            candidate => candidate.LatentsPath, candidate => Tensors(tiny, "plain", candidate));
        Assert.All(some.Candidates, candidate =>
            Assert.Equal(hashes[candidate.LatentsPath], Tensors(tiny, "stopping", candidate)));
    }

    [Fact]
    public void An_audit_finishes_everything_and_says_what_stopping_would_cost()
    {
        using var tiny = new TinyRun();
        using var folder = tiny.Begin(
            "run", TinyRun.Options with { Count = 5, EarlyStop = new() { LeastDeficitPoints = 1e-6, AuditShare = 1 } });
        var judge = CandidateJudge.Of(new SecondDifferenceJudge());

        var set = new CandidateRun(folder, tiny.Model, judge).Execute();
        JudgedCandidate[] judged = [
            .. new CandidateJudging(folder, tiny.Model, [judge]).JudgeAll(set.Candidates).Select(all => all[0])];
        var effect = EarlyStopEffect.Of(set, folder.Prompts, judged, Loose);

        Assert.Equal((10, 4, 0), (set.Candidates.Count, set.Stopped.Count, effect.StoppedCount));
        Assert.Equal((2, 2, 2), (effect.AuditedPromptCount, effect.PairsOfAll, effect.PairsOfKept));
        Assert.InRange(effect.MeanMarginOfKept!.Value, 0, effect.MeanMarginOfAll!.Value);
        Assert.InRange(effect.RankAgreement!.Value, -1, 1);
        Assert.Equal(0, set.SavedStepShare);
    }

    [Theory]
    [InlineData(1000, 100, 6)]
    [InlineData(0, 1e-9, 2)]
    [InlineData(0, 100, 4)]
    public void A_prompt_gets_as_many_candidates_as_it_needs(double gap, double clearMargin, int expected)
    {
        using var tiny = new TinyRun();
        var options =
            TinyRun.Options with { Count = 4, Adaptive = new() { Least = 2, Most = 6, ClearMargin = clearMargin } };
        using var folder = tiny.Begin("run", options, Loose with { MinimumGap = gap }, worldCount: 1);

        var set = Run(folder, tiny, CancellationToken.None);

        Assert.Equal(expected, set.Candidates.Count);
    }

    [Fact]
    public void A_run_of_another_recipe_is_refused()
    {
        using var tiny = new TinyRun();
        tiny.Begin("run", TinyRun.Options).Dispose();

        var error = Assert.Throws<InvalidDataException>(() => tiny.Begin("run", TinyRun.Options with { Steps = 5 }));

        Assert.Contains(
            "\"steps\": 4, got \"steps\": 5. Ask for the same, or choose another folder.", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_round_has_the_same_prompts_and_other_seeds()
    {
        using var tiny = new TinyRun();
        var second = TinyRun.Options with { Round = 2 };
        using (var folder = tiny.Begin("run", TinyRun.Options))
            new CandidateRun(folder, tiny.Model).Execute();
        using (var folder = tiny.Begin("run", second))
        {
            var set = new CandidateRun(folder, tiny.Model).Execute();

            Assert.Equal([1001, 1002, 1003], set.Candidates.Take(3).Select(candidate => candidate.Seed));
            Assert.Equal("round-2/candidates/world-00000/seed_1001.safetensors", set.Candidates[0].LatentsPath);
            Assert.Equal(
                (6, 6, 12), (folder.Candidates(1).Count, folder.Candidates(2).Count, folder.Candidates().Count));
        }

        var error = Assert.Throws<InvalidDataException>(
            () => tiny.Begin("run", TinyRun.Options with { Round = 3 }, worldCount: 3));
        Assert.Contains("got worlds Alignment 0+3 32x32x5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_at_work_in_one_folder_are_refused()
    {
        using var tiny = new TinyRun();
        using var folder = tiny.Begin("run", TinyRun.Options);

        var error = Assert.Throws<IOException>(() => CandidateFolder.Open(folder.Path));

        Assert.Contains("expected to be the only process at work in it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_run_and_one_with_a_damaged_catalog_are_refused()
    {
        using var tiny = new TinyRun();
        tiny.Begin("run", TinyRun.Options).Dispose();
        File.WriteAllText(tiny.PathOf("run/run.sqlite"), new string('x', 5000));

        Assert.Contains("Begin it with plumb candidates", Assert.Throws<InvalidDataException>(() =>
            CandidateFolder.Open(tiny.PathOf("none"))).Message, StringComparison.Ordinal);
        Assert.Contains("expected a SQLite file", Assert.Throws<IOException>(() =>
            CandidateFolder.Open(tiny.PathOf("run"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cameras_that_do_not_fit_are_refused_by_the_prompts_name()
    {
        using var tiny = new TinyRun();
        using var folder = tiny.Begin("run", TinyRun.Options);
        var cameras = tiny.PathOf($"run/{folder.Prompts[1].CamerasPath}");
        CamerasJson.Write(cameras, [.. CamerasJson.Read(cameras).Take(4)]);

        var error = Assert.Throws<InvalidDataException>(() => new CandidateRun(folder, tiny.Model).Execute());

        Assert.Contains(
            "Prompt world-00001: expected a camera for each of 5 frames", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, folder.Candidates().Count);
    }

    private static CandidateSet Run(
        CandidateFolder folder, TinyRun tiny, CancellationToken token, IProgress<CandidateProgress>? progress = null)
    {
        var judge = CandidateJudge.Of(new SecondDifferenceJudge());
        return new CandidateRun(folder, tiny.Model, judge, new(folder, tiny.Model, [judge])).Execute(progress, token);
    }

    private static float[] Tensors(TinyRun tiny, string run, Candidate candidate)
    {
        using var checkpoint = Checkpoint.Open(tiny.PathOf($"{run}/{candidate.LatentsPath}"));
        return checkpoint["latents"].ToFloats();
    }

    private sealed class StopAfter(CancellationTokenSource stop, long steps) : IProgress<CandidateProgress>
    {
        public void Report(CandidateProgress value)
        {
            if (value.FreshSteps >= steps)
                stop.Cancel();
        }
    }
}
