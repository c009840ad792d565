using Plumbline.Alignment.Comparison;
using Plumbline.Alignment.Pairs;
using Plumbline.Alignment.Runs;
using Plumbline.Alignment.Statistics;
using Plumbline.Alignment.Training;
using Plumbline.Diffusion.Lora;
using Plumbline.Tests.Calibration;
using Plumbline.Tests.Cli;

namespace Plumbline.Tests.Runs;

/// <summary>Alignment runs of a very small model, each in a folder of its own.</summary>
public sealed class TinyAlignment : IDisposable
{
    private readonly TinyModel _model = new();

    public static AlignmentRecipe Recipe => new()
    {
        Prompts = "worlds:4",
        Candidates = new() { Count = 3, Steps = 3, Guidance = [1], FrameCount = 5, Width = 32, Height = 32 },
        ComparedPrompts = "worlds:2",
        Compared = new() { Count = 2, Steps = 2, FrameCount = 5, Width = 32, Height = 32 },
        Rules = new() { MinimumGap = 0, LeastMotionPixels = null, MotionTolerance = null },
        Comparison = ComparisonOptions.Default with { Bootstrap = BootstrapOptions.Default with { Replicates = 200 } },
        Training = PreferenceRecipe.Smoke with
        {
            Training = PreferenceRecipe.Smoke.Training with { Steps = 6, LogEverySteps = 2, InspectEverySteps = 3 },
        },
        IsUngated = true,
        // The autoencoder was never trained, which the linter sees.
        IsUnlinted = true,
    };

    public static AlignmentSitting Sitting =>
        new() { Reward = CandidateJudge.Of(new SecondDifferenceJudge()), Jobs = 2 };

    public BaseModelFiles Files => new(_model.ModelFile, PathOf("autoencoder.safetensors"));

    public string PathOf(string name) => Path.Combine(_model.Folder, name);

    public AlignmentRun Begin(string name, AlignmentRecipe? recipe = null) =>
        AlignmentRun.Begin(PathOf(name), recipe ?? Recipe, Files, Sitting);

    public AlignmentRun Resume(string name, Func<AlignmentRecipe, AlignmentRecipe>? change = null) =>
        AlignmentRun.Resume(PathOf(name), change, Sitting);

    public void DamageBase() =>
        TinyModel.SaveModel(_model.ModelFile, model => model.Parameters().First().Value.AddInPlace(1));

    public AlignmentResult Run(string name, AlignmentRecipe? recipe = null)
    {
        using var run = Begin(name, recipe);
        return run.Execute();
    }

    public static string AdapterOf(AlignmentResult result) => NetworkAdapter.Sha256(result.Adapter);

    public void Dispose() => _model.Dispose();
}
