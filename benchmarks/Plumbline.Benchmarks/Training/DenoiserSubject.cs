using System.Diagnostics;
using Plumbline.Alignment.Training;
using Plumbline.Diffusion;
using Plumbline.Diffusion.Mini;
using Plumbline.Diffusion.Schedulers;
using Plumbline.Diffusion.Text;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Tensors.Modules;
using Plumbline.Tensors.Optimizers;

namespace Plumbline.Benchmarks.Training;

/// <summary>
/// The standard denoiser with its word encoder, one batch, and an optimizer; denoiser_step.py holds the same.
/// </summary>
internal sealed class DenoiserSubject : IDisposable
{
    private const string Prompt = "a red brick arch left of a blue striped ball the camera orbits right";
    private const long LatentFrames = 5;
    private const long LatentSize = 16;

    private readonly MiniModel _model;
    private readonly AdamW _optimizer;
    private readonly (string Name, Tensor Value)[] _inputs;
    private readonly int _batch;

    public DenoiserSubject(DType compute, int batch)
    {
        _batch = batch;
        using var scope = new TensorScope();
        using var generator = new Generator(3, Device.Cpu);
        var vocabulary = new Vocabulary([.. Prompt.Split(' ').Distinct()]);
        _model = MiniModel.Fresh(
            MiniDenoiserConfig.Standard, vocabulary, new(DType.Float32, compute, DType.Float32), generator);
        // Weights that begin at zero would hide what they multiply from the comparison of losses.
        foreach (var (_, value) in _model.Parameters())
            value.AddInPlace(generator.Normal(value.Shape), 0.02);
        _model.RecordGradients(GradientRecording.On);
        _optimizer = new(_model.Parameters(), new() { Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, WeightDecay = 0.01 });
        Shape latents = [batch, _model.Denoiser.LatentChannels, LatentFrames, LatentSize, LatentSize];
        var clean = generator.Normal(latents);
        long[] tokens = [1, .. vocabulary.Read(Prompt).Tokens.Select(token => token + 2L)];
        _inputs =
        [
            ("latents", clean),
            ("noise", generator.Normal(latents)),
            ("times", generator.Uniform([batch])),
            ("rays", generator.Normal([batch, 6, 1 + 4 * (LatentFrames - 1), LatentSize, LatentSize])),
            ("mask", KnownFrames.First(clean, [.. Enumerable.Range(0, batch).Select(i => i % 2 == 0)]).Mask),
            ("tokens", Tensor.From<long>(
                [.. Enumerable.Repeat(tokens, batch).SelectMany(row => row)], [batch, tokens.Length], Device.Cpu)),
        ];
        foreach (var (_, value) in _inputs)
            value.OutliveScopes();
        var tokenCount = LatentFrames * (LatentSize / 2) * (LatentSize / 2);
        OperationsPerStep = 3 * batch * MiniDenoiserConfig.Standard.ForwardOperations(tokenCount, tokens.Length);
    }

    /// <summary>Additions and multiplications of the denoiser's matrix products in one step.</summary>
    public double OperationsPerStep { get; }

    /// <summary>How many numbers are trained.</summary>
    public long WeightCount => _model.Parameters().Sum(weight => weight.Value.ElementCount);

    /// <summary>One step: forward, backward, AdamW.</summary>
    /// <param name="activations">Whether blocks run again in the backward pass.</param>
    /// <returns>Its time, and the loss before it.</returns>
    public (double Seconds, double Loss) Step(ActivationUse activations = ActivationUse.Kept)
    {
        using var scope = new TensorScope();
        var start = Stopwatch.GetTimestamp();
        _optimizer.ClearGradients();
        using var tape = activations == ActivationUse.Recomputed ? new BlockTape() : null;
        var predicted = _model.Denoiser.Predict(
            RectifiedFlow.AddNoise(Input("latents"), Input("noise"), Input("times")), Input("times") * 1000,
            new()
            {
                Text = _model.Text.Encode([.. Enumerable.Repeat(Prompt, _batch)]),
                Known = new(Input("latents"), Input("mask")),
                Rays = Input("rays"),
            },
            tape);
        var loss = predicted.MeanSquaredError(RectifiedFlow.Target(Input("latents"), Input("noise")));
        if (tape is null)
            Gradients.Backward(loss);
        else
            tape.Backward(loss);
        _optimizer.Step(1e-4);
        var value = loss.Item();
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, value);
    }

    /// <summary>Writes weights and batch for another implementation.</summary>
    public void Save(string path) => CheckpointWriter.Write(
        path,
        _model.Parameters().Concat(_inputs.Select(input => new NamedParameter($"input.{input.Name}", input.Value)))
            .Select(named => named.ToCheckpoint()),
        new Dictionary<string, string>());

    public void Dispose()
    {
        _optimizer.Dispose();
        _model.Dispose();
        foreach (var (_, value) in _inputs)
            value.Dispose();
    }

    private Tensor Input(string name) => _inputs.First(input => input.Name == name).Value;
}
