using Plumbline.Alignment.Catalog;
using Plumbline.Alignment.Training;
using Plumbline.Tensors;
using Plumbline.Vision.Media;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Evaluation;

/// <summary>The clips of an evaluation and what was found in each, made clip by clip.</summary>
internal sealed class BaseQualityClips : IDisposable
{
    // Part of every key: raise it when a unit comes to mean something else.
    private const string Version = "base quality 1";

    // Samples of a world beside those of its first frame; each names noise of its own.
    private const int PromptSample = -1;
    private const int NoiseSample = -2;

    private readonly QualityProtocol _protocol;
    private readonly DType _compute;
    private readonly QualityUnits _units;
    private readonly CancellationToken _token;
    private readonly BaseClips _made;
    private readonly WorldClassifier _classifier;
    private readonly ClipReadings _readings;
    private readonly string _rendering;
    private readonly IReadOnlyList<long> _seeds;

    /// <summary>Opens the networks and finds the worlds.</summary>
    public BaseQualityClips(
        string modelPath, string autoencoderPath, string classifierPath, QualityProtocol protocol, DType compute,
        RunCatalog catalog, IProgress<QualityProgress>? progress, CancellationToken token)
    {
        (_protocol, _compute, _token) = (protocol, compute, token);
        _units = new(catalog, progress, token);
        var format = protocol.Format;
        _rendering = FormattableString.Invariant($"{Version} {format.Width}x{format.Height}x{format.FrameCount}");
        _made = BaseClips.Open(modelPath, autoencoderPath, protocol, compute);
        try
        {
            ModelHash = ContentHash.Sha256(modelPath, token);
            AutoencoderHash = ContentHash.Sha256(autoencoderPath, token);
            _classifier = WorldClassifierFile.Load(classifierPath, Precision.Float32, Device.Cpu);
            ClassifierHash = ContentHash.Sha256(classifierPath, token);
            _seeds = _units.Of("worlds", 1, _ => $"{_rendering} {2 * protocol.Clips}", _ =>
                EvaluationWorlds.Seeds(2 * protocol.Clips, format, token))[0];
        }
        catch
        {
            _classifier?.Dispose();
            _made.Dispose();
            throw;
        }

        _readings = new(_classifier, protocol);
    }

    /// <summary>SHA-256 of the base model's file.</summary>
    public string ModelHash { get; }

    /// <summary>SHA-256 of the autoencoder's file.</summary>
    public string AutoencoderHash { get; }

    /// <summary>SHA-256 of the classifier's file.</summary>
    public string ClassifierHash { get; }

    /// <summary>
    /// A world: the first half of them gives captions and first frames, the second is what clips are compared with.
    /// </summary>
    public TrainingWorld World(int number) => TrainingWorld.FromSeed(_seeds[number], _protocol.Format);

    /// <summary>One clip from the first frame of each world; the first worlds' are judged.</summary>
    public IReadOnlyList<ImageClip> FromImages() => _units.Of(
        "image", _protocol.Clips, i => $"{MadeKey(i, 0)} {IsJudged(i)}", i => FromImage(i, 0, IsJudged(i)));

    /// <summary>The further clips of judged worlds, world by world.</summary>
    public IReadOnlyList<ImageClip> FromImagesAgain()
    {
        var others = _protocol.SeedsPerWorld - 1;
        return _units.Of(
            "image again", _protocol.JudgedWorlds * others, i => $"{MadeKey(i / others, 1 + i % others)} True",
            i => FromImage(i / others, 1 + i % others, true));
    }

    /// <summary>One clip from the caption alone of each of the first worlds.</summary>
    public IReadOnlyList<WorldReading> FromCaptions() => _units.Of(
        "caption", _protocol.PromptClips, i => $"{MadeKey(i, PromptSample)} {_protocol.FirstFrameFirst}",
        i => _readings.Of(FromCaption(i)));

    /// <summary>Every world as it is rendered.</summary>
    public IReadOnlyList<WorldReading> Rendered() =>
        _units.Of("rendered", _seeds.Count, RenderedKey, i => _readings.Of(World(i).FilmRgb()));

    /// <summary>The worlds of the first half under noise.</summary>
    public IReadOnlyList<WorldReading> Noisy() => _units.Of(
        "noise", _protocol.Clips,
        i => FormattableString.Invariant($"{RenderedKey(i)} {_protocol.NoiseDeviation:R} {_protocol.Seed}"),
        i => _readings.OfNoisy(World(i).FilmRgb(), Noise(i, NoiseSample)));

    /// <summary>The rendered clips of judged worlds.</summary>
    public IReadOnlyList<JudgedClip> JudgedRendered() => _units.Of(
        "judged", _protocol.JudgedWorlds, i => $"{_rendering} {_seeds[i]}",
        i => JudgedClip.Of(World(i).FilmRgb(), World(i), _token));

    /// <summary>A clip from the first frame of a world, with its first frame as it was given.</summary>
    /// <param name="number">Number of the world.</param>
    /// <param name="sample">Which of its clips.</param>
    public (byte[] Rendered, byte[] Made) Pair(int number, int sample)
    {
        using var scope = new TensorScope();
        var rendered = World(number).FilmRgb();
        var first = rendered.AsSpan(0, _protocol.Format.Height * _protocol.Format.Width * 3).ToArray();
        return (
            rendered, ClipTensors.ToBytes(_made.FromImage(World(number), first, Noise(number, sample)).Select(0, 0)));
    }

    /// <summary>A clip from the caption of a world, the one that was measured.</summary>
    /// <param name="number">Number of the world.</param>
    public byte[] FromCaption(int number)
    {
        using var scope = new TensorScope();
        return ClipTensors.ToBytes(_made.FromCaption(World(number).Caption, Noise(number, PromptSample)).Select(0, 0));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _made.Dispose();
        _classifier.Dispose();
    }

    private ImageClip FromImage(int number, int sample, bool isJudged)
    {
        var (rendered, made) = Pair(number, sample);
        var (width, height) = (_protocol.Format.Width, _protocol.Format.Height);
        var size = height * width * 3;
        var quality = ClipQuality.Of(rendered[..size], made[..size], 1, height, width);
        return new(
            _readings.Of(made), quality.PeakSignalToNoiseDecibels,
            isJudged ? JudgedClip.Of(made, World(number), _token) : null);
    }

    private bool IsJudged(int number) => number < _protocol.JudgedWorlds;

    private ulong Noise(int number, int sample) => StepSeed.Of(_protocol.Seed, number, sample);

    private string RenderedKey(int number) => $"{_rendering} {ClassifierHash} {_seeds[number]}";

    private string MadeKey(int number, int sample) =>
        FormattableString.Invariant(
            $"{RenderedKey(number)} {ModelHash} {AutoencoderHash} {_compute} {_protocol.Steps} {_protocol.Guidance:R} ")
        + FormattableString.Invariant($"{_protocol.Seed} {sample}");
}
