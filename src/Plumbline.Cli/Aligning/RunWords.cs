using Plumbline.Alignment.Objectives;
using Plumbline.Alignment.Pairs;
using Plumbline.Alignment.Training;
using Plumbline.Diffusion.Lora;
using static System.FormattableString;

namespace Plumbline.Cli.Aligning;

/// <summary>The options of a run in plain words.</summary>
internal static class RunWords
{
    /// <summary>How candidates are made.</summary>
    /// <param name="options">The options.</param>
    public static string Of(CandidateOptions options)
    {
        var text =
            Invariant($"{options.Count} {(options.Count == 1 ? "clip" : "clips")} of each prompt, ")
            + Invariant($"{options.FrameCount} frames of {options.Width}×{options.Height} pixels at ")
            + Invariant($"{options.FramesPerSecond:0.##} a second; {options.Steps} steps of the sampler, ")
            + Invariant($"guidance {GuidanceOf(options)}, seeds from {options.Seed}.")
            + (options.Starts is { } starts
                ? $" They begin at noise level {string.Join(", ", starts.Select(start => Invariant($"{start:0.###}")))}"
                    + $"{(starts.Count > 1 ? " in turn" : "")}, below 1 from the video of their prompt."
                : "")
            + (options.SharesNoise ? " The clips of a turn share their noise." : "");
        if (options.EarlyStop is { } stop)
            text +=
                Invariant($" A clip is given up after {100 * stop.At:0} % of its steps when its preview lies ")
                + Invariant($"{stop.LeastDeficitPoints:0.#} points behind the best one of its prompt.");
        if (options.Adaptive is { } adaptive)
            text +=
                Invariant($" A prompt gets {adaptive.Least} clips where their best pair is ")
                + Invariant($"{adaptive.ClearMargin:0.#} points ")
                + Invariant($"apart, and up to {adaptive.Most} where no pair keeps the rules.");
        return text;
    }

    private static string GuidanceOf(CandidateOptions options) =>
        string.Join(", ", options.Guidance) + (options.Guidance.Count > 1 ? " in turn" : "");

    /// <summary>What a pair must have.</summary>
    /// <param name="rules">The rules.</param>
    public static string Of(PairRules rules)
    {
        var text = rules.Choice switch
        {
            PairChoice.Random =>
                "Two clips of a prompt drawn by chance, whichever is better: a control that must teach nothing.",
            PairChoice.AllAboveGap =>
                Invariant($"Every two clips of a prompt that lie at least {Points(rules.MinimumGap)} apart."),
            _ => Invariant($"The best clip of a prompt against its worst, at least {Points(rules.MinimumGap)} apart."),
        };
        if (rules.SharesNoise)
            text += " Both began with the same noise.";
        if (rules.LeastWinnerScore is { } least)
            text += Invariant($" A winner has at least {Points(least)}.");
        if (rules.LeastMotionPixels is { } motion)
            text += Invariant($" Both move by at least {motion:0.##} pixels from one looked-at frame to the next.");
        text += rules.MotionTolerance is { } tolerance
            ? Invariant(
                $" Both move alike: their {(rules.MotionMeasure == MotionMeasure.Picture ? "pictures" : "cameras")} ")
                + Invariant(
                    $"differ in motion by at most {100 * tolerance:0.##} %, so that holding still does not win.")
            : " They may move differently, so that holding still can win.";
        if (rules.LeastMotionRatio is { } ratio)
            text += Invariant($" The better one moves at least {ratio:0.##} times as much as the other.");
        return text;
    }

    /// <summary>Why a pair was not made.</summary>
    /// <param name="kind">The kind of reason.</param>
    public static string Of(RejectionKind kind) => kind switch
    {
        RejectionKind.TooFewCandidates => "fewer than two clips of the prompt can be compared",
        RejectionKind.Unscorable => "a clip has no score",
        RejectionKind.NearDuplicate => "both show almost the same",
        RejectionKind.MixedSizes => "they have different sizes",
        RejectionKind.OtherNoise => "they began with different noise",
        RejectionKind.GapTooSmall => "the scores lie too close together",
        RejectionKind.WinnerTooPoor => "the better clip is not good enough",
        RejectionKind.TooLittleMotion => "a clip moves too little",
        RejectionKind.MotionNotMeasured => "its motion could not be measured",
        RejectionKind.MotionNotMatched => "one moves more than the other",
        RejectionKind.WinnerMovesLess => "the better one moves less",
        RejectionKind.NoMajority => "people prefer neither",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Expected a known reason."),
    };

    /// <summary>How an adapter is trained.</summary>
    /// <param name="recipe">The recipe.</param>
    public static string Of(PreferenceRecipe recipe)
    {
        var (task, training) = (recipe.Task, recipe.Training);
        var text =
            Invariant($"{Of(task.Objective)} An adapter of rank {recipe.Rank} and strength {recipe.Alpha:0.##} on ")
            + Invariant(
                $"{Of(recipe.Placement, recipe.Targets)}; up to {training.Steps} steps of {training.SamplesPerStep} ")
            + Invariant($"pairs, learning rate {training.LearningRate:0.#####}, {100 * task.HeldOutShare:0.#} % of ")
            + "the prompts held out.";
        if (task.FramesPerStep is { } frames)
            text += Invariant($" A step sees {frames} latent frames of each clip, the first and others at random.");
        return task.Patience is { } patience
            ? text +
                Invariant($" Training ends after {patience} inspections without a better held-out preference, and the ")
                + "best adapter is kept."
            : text;
    }

    private static string Of(PreferenceOptions options)
    {
        var name = options.Kind switch
        {
            PreferenceObjectiveKind.Dpo => "DPO: winners become likelier than losers, measured against the base",
            PreferenceObjectiveKind.HingeDpo => "Hinge loss on the preference, measured against the base",
            PreferenceObjectiveKind.Ipo => "IPO: the preference is led to a fixed size, measured against the base",
            PreferenceObjectiveKind.Dro =>
                "Direct reward: winners become likelier than losers, without the base as reference",
            PreferenceObjectiveKind.Sft => "Fine-tuning on winners alone; losers are not looked at",
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Kind, "Expected a known objective."),
        };
        if (options.Weighting == ErrorWeighting.Dense)
            name += ", weighted by the judge's maps so that the gradient goes where a clip breaks";
        if (options.LabelSmoothing > 0)
            name += Invariant($", {100 * options.LabelSmoothing:0.##} % of the pairs taken to be the wrong way round");
        if (options.Stillness > 0)
            name += Invariant($", with a penalty of {options.Stillness:0.##} on lost motion");
        return name + ".";
    }

    private static string Of(LoraPlacement placement, IReadOnlyList<string>? targets) => targets is { Count: > 0 }
        ? string.Join(", ", targets)
        : placement switch
        {
            LoraPlacement.SelfAttention => "the attention among the tokens",
            LoraPlacement.CrossAttention => "the attention to the words",
            LoraPlacement.AttentionAndMlp => "every attention and the layers after it",
            _ => "every attention",
        };

    private static string Points(double count) => Invariant($"{count:0.##} {(count == 1 ? "point" : "points")}");
}
