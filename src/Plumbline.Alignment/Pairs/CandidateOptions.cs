using System.Globalization;
using System.Text.Json.Serialization;
using Plumbline.Diffusion;
using Plumbline.Diffusion.Schedulers;

namespace Plumbline.Alignment.Pairs;

/// <summary>How the candidates of one round are made.</summary>
public sealed record CandidateOptions
{
    /// <summary>Most candidates of a prompt; the seeds of a round lie in a range of this size.</summary>
    public const int LargestCount = 1000;

    /// <summary>Candidates of each prompt, at least 2; 4 by default.</summary>
    public int Count { get; init; } = 4;

    /// <summary>Seed of the first candidate where the prompt names none, at least 0; 1 by default.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Round of the run, from 1; later rounds draw other seeds.</summary>
    public int Round { get; init; } = 1;

    /// <summary>Steps of the sampler, at least 1; 25 by default.</summary>
    public int Steps { get; init; } = 25;

    /// <summary>
    /// How far to follow what the prompt gives; the candidates of a prompt take the values in turn. One by default, 3
    /// for the words. Candidates that differ in more than their noise leave more to be learnt.
    /// </summary>
    public IReadOnlyList<GuidanceScales> Guidance { get; init; } = [3];

    /// <summary>
    /// Noise levels σ that candidates begin at, above 0 and at most 1, taken in turn as <see cref="Guidance"/> is:
    /// below 1 from the video of their prompt, noised so far (SDEdit, Meng et al. 2022, arXiv:2108.01073; for pairs,
    /// DenseDPO, Wu et al. 2025, arXiv:2506.03517). Absent, as by default, for nothing but noise.
    /// </summary>
    public IReadOnlyList<double>? Starts { get; init; }

    /// <summary>
    /// Whether the candidates of a turn through <see cref="Guidance"/> and <see cref="Starts"/> share their noise, so
    /// that they differ in nothing else; not by default.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool SharesNoise { get; init; }

    /// <summary>Shift of the sampler's noise levels towards noise; 3 by default.</summary>
    public double Shift { get; init; } = GenerationRequest.StandardFlow.Shift;

    /// <summary>Frames of each clip; 17 by default.</summary>
    public int FrameCount { get; init; } = 17;

    /// <summary>Width in pixels; 128 by default.</summary>
    public int Width { get; init; } = 128;

    /// <summary>Height in pixels; 128 by default.</summary>
    public int Height { get; init; } = 128;

    /// <summary>Frame rate that the judges are told; 8 by default.</summary>
    public double FramesPerSecond { get; init; } = 8;

    /// <summary>When candidates are given up; absent, as by default, for never.</summary>
    public EarlyStop? EarlyStop { get; init; }

    /// <summary>How many candidates a prompt gets; absent, as by default, for <see cref="Count"/>.</summary>
    public AdaptiveCount? Adaptive { get; init; }

    /// <summary>The seed of a candidate.</summary>
    /// <param name="prompt">Its prompt.</param>
    /// <param name="index">Its number within the prompt, from 0.</param>
    public long SeedOf(AlignmentPrompt prompt, int index)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return (prompt.Seed ?? Seed) + (Round - 1) * (long)LargestCount + index;
    }

    /// <summary>The seed of a candidate's noise.</summary>
    /// <param name="prompt">Its prompt.</param>
    /// <param name="index">Its number within the prompt, from 0.</param>
    public long NoiseSeedOf(AlignmentPrompt prompt, int index) =>
        SeedOf(prompt, SharesNoise ? index / TurnLength : index);

    /// <summary>The guidance of a candidate.</summary>
    /// <param name="index">Its number within the prompt, from 0.</param>
    public GuidanceScales GuidanceOf(int index) => Guidance[index % Guidance.Count];

    /// <summary>The noise level that a candidate begins at.</summary>
    /// <param name="index">Its number within the prompt, from 0.</param>
    public double StartOf(int index) => Starts is null ? 1 : Starts[index % Starts.Count];

    /// <summary>The steps of a candidate: those of the sampler that begin at its start or below.</summary>
    /// <param name="index">Its number within the prompt, from 0.</param>
    public SamplingPlan PlanOf(int index)
    {
        var plan = WholePlan;
        return new(plan.Prediction, [.. plan.Steps.Where(step => step.From.Sigma <= StartOf(index))]);
    }

    private SamplingPlan WholePlan => new RectifiedFlow { Shift = Shift }.Plan(Steps);

    /// <summary>After how many candidates guidance and start are the same again.</summary>
    private int TurnLength => Math.Max(Guidance.Count, Starts?.Count ?? 1);

    /// <summary>Checks every value.</summary>
    /// <returns>The options themselves.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public CandidateOptions Validate()
    {
        if (Count is < 2 or > LargestCount)
            throw new ArgumentOutOfRangeException(
                nameof(Count), Count, $"Candidates: expected 2 to {LargestCount} of each prompt; a pair needs two.");
        ArgumentOutOfRangeException.ThrowIfNegative(Seed);
        ArgumentOutOfRangeException.ThrowIfLessThan(Round, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1);
        if (Guidance.Count == 0 || !Guidance.All(guidance => guidance.LeadsTowards))
            throw new ArgumentOutOfRangeException(
                nameof(Guidance), string.Join(',', Guidance),
                "Candidates: expected one guidance or several, finite and at least 1.");
        if (SharesNoise && TurnLength < 2)
            throw new ArgumentOutOfRangeException(
                nameof(SharesNoise), string.Join(',', Guidance),
                "Candidates: expected several guidances or starts where candidates share their noise, such as "
                + "1,1/1.5@0-0.8.");
        if (!(Shift > 0) || !(FramesPerSecond > 0))
            throw new ArgumentOutOfRangeException(
                nameof(Shift), Shift, "Candidates: expected a shift and a frame rate above 0.");
        if (Starts is not null)
            RequireStarts(Starts);
        if (Starts is not null && EarlyStop is not null)
            throw new ArgumentOutOfRangeException(
                nameof(EarlyStop), EarlyStop,
                "Candidates: expected no early stop where candidates begin from a video and take steps of their own "
                + "number. Leave one of the two out.");
        for (var index = 0; index < TurnLength; index++)
            GuidanceOf(index).RequireSteps(PlanOf(index));
        ArgumentOutOfRangeException.ThrowIfLessThan(FrameCount, 2);
        EarlyStop?.Validate();
        if (Adaptive?.Validate() is { } adaptive
            && (adaptive.Least > Count || adaptive.Most < Count || adaptive.Most > LargestCount))
            throw new ArgumentOutOfRangeException(
                nameof(Adaptive), $"{adaptive.Least} to {adaptive.Most}",
                $"Candidates: expected a range around {Count}, up to {LargestCount}.");
        return this;
    }

    private void RequireStarts(IReadOnlyList<double> starts)
    {
        var text = string.Join(", ", starts.Select(start => start.ToString("R", CultureInfo.InvariantCulture)));
        if (starts.Count == 0 || !starts.All(start => start is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(starts), text, "Candidates: expected noise levels to begin at above 0 and up to 1.");
        if (starts.Count > 1 && Guidance.Count > 1 && starts.Count != Guidance.Count)
            throw new ArgumentOutOfRangeException(
                nameof(starts), text,
                $"Candidates: expected as many starts as the {Guidance.Count} guidances, or one.");
        var least = WholePlan.Steps[^1].From.Sigma;
        if (starts.Any(start => start < least))
            throw new ArgumentOutOfRangeException(nameof(starts), text, string.Create(
                CultureInfo.InvariantCulture,
                $"Candidates: expected starts that one of the {Steps} steps begins at, {least:0.###} or more."));
    }
}
