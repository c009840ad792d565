using Plumbline.Alignment.Training;
using Plumbline.Diffusion.Lora;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tensors.Distributed;
using Plumbline.Tests.Diffusion.Mini;

namespace Plumbline.Tests.Training;

/// <summary>
/// Very small pairs: winners are bright and losers dark, which a network without training can tell apart.
/// </summary>
internal static class PreferenceSubjects
{
    private static readonly int[] Extents = [4, 3, 4, 4];

    public static readonly TrainingOptions Training = new()
    {
        Steps = 24,
        BatchSize = 2,
        LearningRate = 3e-3,
        WarmupSteps = 2,
        AverageDecay = 0.8,
        LogEverySteps = 4,
        InspectEverySteps = 8,
        SamplesAhead = 4,
    };

    public static readonly PreferenceTaskOptions Options = new() { HeldOutShare = 0.25, Patience = null };

    public static IReadOnlyList<PreferenceEntry> Entries(int promptCount = 8, int pairsPerPrompt = 2) =>
    [
        .. Enumerable.Range(0, promptCount * pairsPerPrompt).Select(
            i => new PreferenceEntry($"prompt {i / pairsPerPrompt}", 10 - i % 7, () => Sample(i, i / pairsPerPrompt))),
    ];

    public static PreferenceSample Sample(int number, int prompt = 0)
    {
        using var scope = new TensorScope();
        using var generator = new Generator((ulong)number + 50, Device.Cpu);
        return new()
        {
            PromptId = $"prompt {prompt}",
            Caption = prompt % 2 == 0 ? "a red arch" : "a blue ball",
            LatentShape = Extents,
            Winner = (generator.Normal([4, 3, 4, 4]) * 0.5 + 1).ToArray<float>(),
            Loser = (generator.Normal([4, 3, 4, 4]) * 0.5 - 1).ToArray<float>(),
            IsFirstFrameGiven = number % 2 == 0,
            Rays = generator.Normal([6, 9, 4, 4]).ToArray<float>(),
            WinnerWeights = [.. Enumerable.Repeat(1f, 48)],
            LoserWeights = [.. Enumerable.Range(0, 48).Select(i => i % 3 == 0 ? 2f : 0.5f)],
        };
    }

    public static NetworkAdapter Attach(MiniModel model)
    {
        using var generator = new Generator(8, Device.Cpu);
        return NetworkAdapter.Attach(
            model.Denoiser,
            LoraConfig.For(model.Denoiser, LoraPlacement.Attention) with { Rank = 4, Alpha = 8 }, generator);
    }

    public static PreferenceTask Task(
        MiniModel model, NetworkAdapter adapter, PreferenceTaskOptions? options = null, double beta = 5,
        IReadOnlyList<PreferenceEntry>? entries = null) =>
        new(model.Denoiser, model.Text, adapter, entries ?? Entries(), beta, options ?? Options);

    /// <summary>Trains an adapter on a fresh copy of one base in a folder.</summary>
    public static (TrainingEnd End, List<TrainingStep> Reports) Train(
        string folder, TrainingStart start, PreferenceTaskOptions? options = null, TrainingOptions? training = null,
        Action<TrainingStep>? report = null, ProcessGroup? processes = null, CancellationToken token = default)
    {
        using var model = MiniSubjects.Awake();
        var reports = new List<TrainingStep>();
        var loop = new TrainingLoop<PreferenceSample>(
            Task(model, Attach(model), options), training ?? Training, folder, TimeProvider.System, processes);
        var end = loop.Run(start, progress: new Told(step =>
        {
            reports.Add(step);
            report?.Invoke(step);
        }), token: token);
        return (end, reports);
    }

    private sealed class Told(Action<TrainingStep> action) : IProgress<TrainingStep>
    {
        public void Report(TrainingStep value) => action(value);
    }
}
