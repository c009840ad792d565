using System.Diagnostics;
using Plumbline.Alignment.Objectives;
using Plumbline.Alignment.Training;
using Plumbline.Diffusion.Lora;
using Plumbline.Diffusion.Mini;
using Plumbline.Diffusion.Text;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Tensors.Modules;
using Plumbline.Tensors.Optimizers;

namespace Plumbline.Benchmarks.Training;

/// <summary>
/// The standard denoiser with an adapter, one batch of pairs, and an optimizer; dpo_step.py is given the same.
/// </summary>
internal sealed class PreferenceSubject : IDisposable
{
    public const double Beta = 500;

    private const string Prompt = "a red brick arch left of a blue striped ball the camera orbits right";
    private const int LatentFrames = 5;
    private const int LatentSize = 16;
    private const ulong StepSeed = 11;

    private readonly MiniModel _model;
    private readonly NetworkAdapter _adapter;
    private readonly PreferenceTask _task;
    private readonly AdamW _optimizer;
    private readonly PreferenceSample[] _batch;
    private readonly PreferenceTaskOptions _options;

    public PreferenceSubject(
        DType compute, int pairCount, int firstBlock, ActivationUse activations, int? framesPerStep)
    {
        using var scope = new TensorScope();
        using var paused = new RecordingScope(GradientRecording.Off);
        using var generator = new Generator(3, Device.Cpu);
        var vocabulary = new Vocabulary([.. Prompt.Split(' ').Distinct()]);
        _model = MiniModel.Fresh(
            MiniDenoiserConfig.Standard, vocabulary, new(compute, compute, DType.Float32), generator);
        _model.RecordGradients(GradientRecording.Off);
        _adapter = NetworkAdapter.Attach(
            _model.Denoiser,
            LoraConfig.For(_model.Denoiser, LoraPlacement.Attention).FromBlock(_model.Denoiser, firstBlock), generator);
        // Weights that begin at zero would hide what they multiply from the comparison of losses.
        foreach (var (_, value) in _model.Parameters())
            value.AddInPlace(generator.Normal(value.Shape).To(value.DType), 0.02);
        float[] Drawn(params long[] shape) => generator.Normal(Shape.Of(shape)).ToArray<float>();
        _batch = [.. Enumerable.Range(0, pairCount).Select(i => new PreferenceSample
        {
            PromptId = $"{i}",
            Caption = Prompt,
            LatentShape = [_model.Denoiser.LatentChannels, LatentFrames, LatentSize, LatentSize],
            Winner = Drawn(_model.Denoiser.LatentChannels, LatentFrames, LatentSize, LatentSize),
            Loser = Drawn(_model.Denoiser.LatentChannels, LatentFrames, LatentSize, LatentSize),
            Rays = Drawn(6, 1 + 4 * (LatentFrames - 1), LatentSize, LatentSize),
            IsFirstFrameGiven = true,
        })];
        _options = new()
        {
            Activations = activations,
            FramesPerStep = framesPerStep,
            HeldOutShare = 0,
            TextDrop = 0,
            Patience = null,
            Objective = new PreferenceOptions { Anchor = 0 },
        };
        _task = new(
            _model.Denoiser, _model.Text, _adapter,
            [.. _batch.Select(pair => new PreferenceEntry(pair.PromptId, 1, () => pair))], Beta,
            _options);
        _optimizer = new(_adapter.Factors(), new() { Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, WeightDecay = 0.01 });
    }

    /// <summary>Factor on the adapter's effect.</summary>
    public double Scale => _adapter.Config.Alpha / _adapter.Config.Rank;

    /// <summary>How many numbers are trained.</summary>
    public long FactorCount => _adapter.ElementCount;

    /// <summary>One step, always with the same noise and times: captions, both passes, backward, AdamW.</summary>
    /// <returns>Its time, and the loss before it.</returns>
    public (double Seconds, double Loss) Step()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(StepSeed, Device.Cpu);
        var start = Stopwatch.GetTimestamp();
        _optimizer.ClearGradients();
        var loss = _task.Loss(_batch, generator);
        using var tape = loss.Tape;
        if (tape is null)
            Gradients.Backward(loss.Total);
        else
            tape.Backward(loss.Total);
        _optimizer.Step(1e-4);
        var value = loss.Total.Item();
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, value);
    }

    /// <summary>Writes weights, factors and batch for another implementation.</summary>
    /// <remarks>
    /// The recipe of the reference has factors in every block; those that are missing here are zero there.
    /// </remarks>
    public void Save(string path)
    {
        using var scope = new TensorScope();
        using var generator = new Generator(StepSeed, Device.Cpu);
        Tensor All(Func<PreferenceSample, float[]> values, params long[] shape) =>
            Tensor.From<float>([.. _batch.SelectMany(values)], [_batch.Length, .. shape], Device.Cpu);
        long[] latents = [.. _batch[0].LatentShape.Select(extent => (long)extent)];
        long[] tokens = [1, .. _model.Text.Vocabulary.Read(Prompt).Tokens.Select(token => token + 2L)];
        float[] known = [1, .. Enumerable.Repeat(0f, LatentFrames - 1)];
        // The order in which the task draws them.
        var noise = generator.Normal([_batch.Length, .. latents]);
        var times = _options.Flow.DrawTimes(_batch.Length, generator);
        NamedParameter[] inputs =
        [
            new("input.latents", All(pair => pair.Winner, latents)),
            new("input.loser", All(pair => pair.Loser, latents)),
            new("input.noise", noise), new("input.times", times),
            new("input.rays", All(pair => pair.Rays!, 6, 1 + 4 * (LatentFrames - 1), LatentSize, LatentSize)),
            new("input.mask", All(_ => known, 1, LatentFrames, 1, 1)),
            new("input.tokens", Tensor.From<long>([.. Enumerable.Repeat(tokens, _batch.Length)
                .SelectMany(row => row)], [_batch.Length, tokens.Length], Device.Cpu)),
        ];
        CheckpointWriter.Write(
            path, [.. _model.Parameters().Concat(MissingFactors(generator)).Concat(inputs).Select(
                named => named.ToCheckpoint())]);
    }

    private IEnumerable<NamedParameter> MissingFactors(Generator generator)
    {
        var everywhere = LoraConfig.For(_model.Denoiser, LoraPlacement.Attention);
        foreach (var (name, value) in _model.Denoiser.Parameters().ToArray())
        {
            var layer = name.EndsWith(".weight", StringComparison.Ordinal) ? name[..^".weight".Length] : name;
            if (everywhere.OptionsOf(layer) is null || _adapter.Layers.Contains(layer))
                continue;
            yield return new($"denoiser.{layer}.lora_A.weight", generator.Normal([everywhere.Rank, value.Shape[1]]));
            yield return new(
                $"denoiser.{layer}.lora_B.weight",
                Tensor.Zeros([value.Shape[0], everywhere.Rank], DType.Float32, Device.Cpu));
        }
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _model.Dispose();
    }
}
