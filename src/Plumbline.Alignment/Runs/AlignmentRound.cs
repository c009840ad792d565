using Plumbline.Alignment.Pairs;
using Plumbline.Alignment.Training;
using Plumbline.Diffusion.Lora;
using static System.FormattableString;

namespace Plumbline.Alignment.Runs;

/// <summary>
/// One round of a run: candidates of the adapter so far, their verdicts, pairs, and the next adapter.
/// </summary>
internal sealed class AlignmentRound(
    string folder, AlignmentRecipe recipe, CandidateJudge reward, BaseModel model, int round, int jobs)
{
    private CandidateSet? _set;
    private JudgedCandidate[] _judged = [];

    /// <summary>Runs what is not finished of the round.</summary>
    /// <param name="before">Folder of the adapter of the round before; absent in the first one.</param>
    /// <param name="stages">Times the stages.</param>
    /// <param name="token">Stops soon; what is finished stays.</param>
    /// <returns>Folder of the adapter.</returns>
    public string Execute(string? before, StageRunner stages, CancellationToken token)
    {
        var attached = before is null ? null : NetworkAdapter.Load(model.Model.Denoiser, before);
        try
        {
            // The folder is held until the adapter is there: no other process may change what it learns from.
            var source = recipe.LearningSource();
            var own = model.ForCandidates(before is null ? null : NetworkAdapter.Sha256(before));
            var options = recipe.Candidates with { Round = round };
            using var candidates = CandidateFolder.Begin(
                folder,
                new(own.Identity, own.AutoencoderIdentity, source.Identity, options,
                    options.Adaptive is null ? null : recipe.Rules, options.Adaptive is null ? null : reward.Identity),
                source, token);
            stages.Run(AlignmentStage.Candidates, round, tell => MakeCandidates(candidates, own, tell, token));
            stages.Run(AlignmentStage.Judging, round, tell => Judge(candidates, own, tell, token));
            stages.Run(AlignmentStage.Pairs, round, _ => Choose(candidates));
            stages.Run(AlignmentStage.Training, round, tell => Train(candidates, before, tell, token));
            return candidates.RoundFile(round, AlignmentRun.AdapterName);
        }
        finally
        {
            attached?.Remove();
        }
    }

    private (int, string) MakeCandidates(
        CandidateFolder candidates, CandidateModel own, Action<double, double, string> tell, CancellationToken token)
    {
        var run = new CandidateRun(
            candidates, own, recipe.Candidates.EarlyStop is null
                ? null
                : CandidateJudge.Geometry(EarlyStop.PreviewFrames, keepsEvidence: false),
            recipe.Candidates.Adaptive is null ? null : new CandidateJudging(candidates, own, [reward]));
        _set = run.Execute(
            new Relay<CandidateProgress>(value =>
                tell(value.FreshSteps, value.StepsLeft, $"{value.FinishedCount} candidates")), token);
        var saved = _set.SavedStepShare is > 0 and var share
            ? Invariant($", early stopping saved {share:0 %} of the steps") : "";
        return (
            _set.Candidates.Count,
            Invariant($"{_set.Candidates.Count} candidates of {candidates.Prompts.Count} prompts{saved}"));
    }

    private (int, string) Judge(
        CandidateFolder candidates, CandidateModel own, Action<double, double, string> tell, CancellationToken token)
    {
        var all = _set!.Candidates;
        _judged = [.. new CandidateJudging(candidates, own, [reward])
            .JudgeAll(all, jobs, new Relay<int>(done => tell(done, all.Count - done, "")), token).Select(
                verdicts => verdicts[0])];
        double[] scores = [.. _judged.Select(judged => judged.Score).OfType<double>()];
        return (_judged.Length, scores.Length == 0
            ? $"no candidate got a score; the first reason: {_judged[0].Reason}"
            : Invariant($"{scores.Length} of {_judged.Length} got a score, {scores.Average():0.0} points on average"));
    }

    private (int, string) Choose(CandidateFolder candidates)
    {
        var selection = new PairSelector(recipe.Rules, new(candidates.Path)).Select(candidates.Prompts, _judged);
        var path = candidates.RoundFile(round, PairFile.Name);
        var isTrained = TrainingFolder.HoldsRun(candidates.RoundFile(round, AlignmentRun.AdapterName));
        if (isTrained && (!File.Exists(path) || File.ReadAllText(path) != PairFile.Write(selection)))
            throw new InvalidDataException(
                $"Pairs of round {round}: expected those that the adapter in "
                + $"{candidates.RoundFile(round, AlignmentRun.AdapterName)} learns from, got others by these rules. "
                + "Use the rules of the run, or another folder.");
        if (!isTrained)
            PairFile.Write(selection, path);
        var found = PairStatistics.Of(selection, candidates.Prompts.Count, _judged);
        var least = recipe.Training.Task.HeldOutShare > 0 ? 2 : 1;
        if (found.PromptsWithPairCount < least)
            throw new InvalidDataException(
                $"Pairs of round {round}: expected pairs of at least {least} prompts, got {found.PairCount} pairs of "
                + $"{found.PromptsWithPairCount} of {found.PromptCount} prompts "
                + $"({string.Join(", ", found.RejectedCounts.Select(count => $"{count.Value} × {count.Key}"))}). "
                + $"{path} has every reason. Make more candidates of each prompt, or ask less of a pair, and resume.");
        return (found.PairCount,
            Invariant($"{found.PairCount} pairs of {found.PromptsWithPairCount} of {found.PromptCount} prompts; ")
            + Invariant($"winners {found.MeanWinnerScore:0.0} points, losers {found.MeanLoserScore:0.0}"));
    }

    private (int, string)? Train(
        CandidateFolder candidates, string? before, Action<double, double, string> tell, CancellationToken token)
    {
        var path = candidates.RoundFile(round, AlignmentRun.AdapterName);
        var isBegun = TrainingFolder.HoldsRun(path);
        var training =
            isBegun ? PreferenceRecipe.Load(path) with { Training = recipe.Training.Training } : recipe.Training;
        long? first = null;
        var taken = 0L;
        var watch = new PreferenceWatch(new Relay<TrainingStep>(step =>
        {
            first ??= Math.Max(0, step.Step - training.Training.LogEverySteps);
            taken = step.Step;
            var accuracy = step.Terms.TryGetValue("accuracy", out var right) ? Invariant($", {right:0 %} right") : "";
            tell(step.Step - first.Value, step.TotalSteps - step.Step, Invariant($"loss {step.Loss:0.0000}{accuracy}"));
        }));
        var end = training.Train(
            path,
            isBegun ? null : new(recipe.Files!.Model, candidates.RoundFile(round, PairFile.Name)) { Adapter = before },
            isBegun ? TrainingStart.Resumed : TrainingStart.Fresh,
            new(TimeProvider.System) { Progress = watch }, token);
        if (end == TrainingEnd.Stopped)
            throw new OperationCanceledException(token);
        return taken == 0 ? null : ((int)taken, string.Join("; ", watch.Notes()));
    }
}
