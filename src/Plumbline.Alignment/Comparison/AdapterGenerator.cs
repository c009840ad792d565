using System.Globalization;
using Plumbline.Alignment.Catalog;
using Plumbline.Alignment.Pairs;
using Plumbline.Diffusion.Lora;
using Plumbline.Tensors;
using Plumbline.Vision;

namespace Plumbline.Alignment.Comparison;

/// <summary>
/// Makes clips with a base whose adapter is off, or on at some weight: both sides of a comparison are one network.
/// </summary>
public sealed class AdapterGenerator : IComparedGenerator
{
    private readonly CandidateModel _model;
    private readonly CandidateOptions _options;
    private readonly NetworkAdapter? _adapter;
    private readonly double _weight;

    private AdapterGenerator(
        CandidateModel model, CandidateOptions options, NetworkAdapter? adapter, double weight, string identity)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        (_model, _options, _adapter, _weight) = (model, options, adapter, weight);
        Identity = UnitOfWork.KeyOf(
            model.Identity, model.AutoencoderIdentity, identity,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{options.Steps} {options.GuidanceOf(0)} {options.Shift:R} {options.FrameCount} {options.Width} "
                + $"{options.Height} {options.FramesPerSecond:R}"));
    }

    /// <inheritdoc/>
    public string Identity { get; }

    /// <summary>The base: adapters, where the network has them, are off while a clip is made.</summary>
    /// <param name="model">The base; its identity is that without adapters.</param>
    /// <param name="options">Steps, guidance and size; nothing else of it is used.</param>
    /// <param name="adapter">What the network carries; absent for nothing.</param>
    /// <returns>The generator.</returns>
    public static AdapterGenerator Base(
        CandidateModel model, CandidateOptions options, NetworkAdapter? adapter = null) =>
        new(model, options, adapter, 0, "base");

    /// <summary>The base with its adapters on.</summary>
    /// <param name="model">The base; its identity is that without adapters.</param>
    /// <param name="options">Steps, guidance and size; nothing else of it is used.</param>
    /// <param name="adapter">The adapters that the network carries.</param>
    /// <param name="adapterIdentity">Names their content.</param>
    /// <param name="weight">Factor on the trained strength; 1 as trained.</param>
    /// <returns>The generator.</returns>
    public static AdapterGenerator Aligned(
        CandidateModel model, CandidateOptions options, NetworkAdapter adapter, string adapterIdentity,
        double weight = 1)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        return new(model, options, adapter, weight, weight == 0
            ? "base"
            : string.Create(CultureInfo.InvariantCulture, $"{adapterIdentity} {weight:R}"));
    }

    /// <inheritdoc/>
    public Video Make(PromptConditions conditions, long seed, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        ArgumentOutOfRangeException.ThrowIfNegative(seed);
        using var scope = new TensorScope();
        var before = _adapter?.Weight;
        try
        {
            if (_adapter is not null)
                _adapter.Weight = _weight;
            var frames = _model.Generator.Generate(_model.Request(conditions, _options, seed), _model.Device, null, token).Frames;   // [1, 3, F, H, W]
            return frames.IsFinite().All().Item() == 0
                ? throw new InvalidDataException(
                    $"Compare seed {seed} of \"{conditions.Text}\": expected numbers in every pixel, got infinite or "
                    + "undefined ones. Lower the guidance or the weight of the adapter.")
                : CandidateFrames.ToVideo(frames, _options.FramesPerSecond);
        }
        finally
        {
            if (_adapter is not null)
                _adapter.Weight = before!.Value;
        }
    }
}
