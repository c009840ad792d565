using Plumbline.Alignment.Catalog;
using Plumbline.Alignment.Training;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Vision.Media;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Evaluation;

/// <summary>Measures what an autoencoder does to clips of worlds that nothing was trained on.</summary>
/// <param name="autoencoderPath">The autoencoder's file.</param>
/// <param name="classifierPath">The classifier's file; captions and distance are left out when absent.</param>
/// <param name="clips">Clips, at least 1; the distance needs 16.</param>
/// <param name="judgedClips">The first so many are judged, 0 to <paramref name="clips"/>.</param>
/// <param name="format">Size and length of the clips.</param>
/// <param name="compute">Type of the autoencoder's convolutions.</param>
public sealed class AutoencoderQualityRun(
    string autoencoderPath, string? classifierPath, int clips, int judgedClips, WorldFormat format, DType compute)
{
    private const string Version = "autoencoder quality 1";
    private const int FewestForDistance = 16;

    /// <summary>Measures.</summary>
    /// <param name="catalog">Keeps finished units, one per clip.</param>
    /// <param name="progress">Told after every clip.</param>
    /// <param name="token">Stops between clips.</param>
    /// <returns>Everything that was found.</returns>
    /// <exception cref="Tensors.Checkpoints.CheckpointException">A file is damaged or holds something else.</exception>
    public AutoencoderQualityReport Execute(
        RunCatalog catalog, IProgress<QualityProgress>? progress = null, CancellationToken token = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(clips, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(judgedClips);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(judgedClips, clips);
        var units = new QualityUnits(catalog, progress, token);
        using var autoencoder = MiniAutoencoderFile.Load(
            autoencoderPath, new(DType.Float32, compute, DType.Float32), Device.Cpu);
        using var classifier = classifierPath is null
            ? null
            : WorldClassifierFile.Load(classifierPath, Precision.Float32, Device.Cpu);
        var hash = ContentHash.Sha256(autoencoderPath, token);
        var classifierHash = classifierPath is null ? null : ContentHash.Sha256(classifierPath, token);
        var readings = classifier is null ? null : new ClipReadings(classifier, new() { Format = format });
        var size = FormattableString.Invariant($"{format.Width}x{format.Height}x{format.FrameCount}");
        var seeds = units.Of("worlds", 1, _ => $"{Version} {size} {clips}", _ =>
            EvaluationWorlds.Seeds(clips, format, token))[0];
        var worlds = seeds.Select(seed => TrainingWorld.FromSeed(seed, format)).ToArray();
        var judged = units.Of(
            "judged", judgedClips, i => $"{Version} {size} {hash} {compute} {seeds[i]}",
            i => Judge(worlds[i], autoencoder, token));
        var found = units.Of(
            "decoded", clips, i => $"{Version} {size} {hash} {classifierHash} {compute} {seeds[i]}",
            i => Measure(worlds[i], autoencoder, readings));
        return Report(worlds, found, judged, hash, classifierHash);
    }

    private JudgedPair Judge(TrainingWorld world, MiniAutoencoder autoencoder, CancellationToken token)
    {
        var original = world.FilmRgb();
        return new(JudgedClip.Of(original, world, token), JudgedClip.Of(Decoded(original, autoencoder), world, token));
    }

    private AutoencoderClip Measure(TrainingWorld world, MiniAutoencoder autoencoder, ClipReadings? readings)
    {
        var original = world.FilmRgb();
        var decoded = Decoded(original, autoencoder);
        var quality = ClipQuality.Of(original, decoded, format.FrameCount, format.Height, format.Width);
        return new(
            quality.PeakSignalToNoiseDecibels, quality.Similarity, readings?.Of(original), readings?.Of(decoded));
    }

    private byte[] Decoded(byte[] original, MiniAutoencoder autoencoder)
    {
        using var paused = new RecordingScope(GradientRecording.Off);
        using var scope = new TensorScope();
        var frames = ClipTensors.FromBytes([original], format.FrameCount, format.Height, format.Width, Device.Cpu);
        return ClipTensors.ToBytes(autoencoder.Decode(autoencoder.Encode(frames)).Select(0, 0));
    }

    private static AutoencoderQualityReport Report(
        TrainingWorld[] worlds, IReadOnlyList<AutoencoderClip> found, IReadOnlyList<JudgedPair> judged, string hash,
        string? classifierHash)
    {
        WorldReading[] originals = [.. found.Where(clip => clip.Original is not null).Select(clip => clip.Original!)];
        WorldReading[] decoded = [.. found.Where(clip => clip.Decoded is not null).Select(clip => clip.Decoded!)];
        MotionTrial Trial(int i, JudgedClip clip) =>
            new(worlds[i].Camera.Move, MotionReading.Commanded(worlds[i]), clip.Motion);
        double[] changes = [.. judged
            .Where(pair => pair.Original.Score is not null && pair.Decoded.Score is not null)
            .Select(pair => pair.Decoded.Score!.Value - pair.Original.Score!.Value)];
        return new()
        {
            AutoencoderHash = hash,
            ClassifierHash = classifierHash,
            Clips = found.Count,
            PeakSignalToNoiseDecibels = [.. found.Where(clip => clip.PeakSignalToNoiseDecibels is not null).Select(
                clip => clip.PeakSignalToNoiseDecibels!.Value)],
            Similarity = [.. found.Where(clip => clip.Similarity is not null).Select(clip => clip.Similarity!.Value)],
            OriginalCaptions = AttributeRate.Of([.. worlds.Zip(originals)]),
            DecodedCaptions = AttributeRate.Of([.. worlds.Zip(decoded)]),
            Distance = decoded.Length < FewestForDistance ? null : ClipDistance.Of(decoded, originals),
            OriginalMotion = judged.Count == 0
                ? []
                : MotionAgreement.Each([.. judged.Select((clip, i) => Trial(i, clip.Original))]),
            DecodedMotion = judged.Count == 0
                ? []
                : MotionAgreement.Each([.. judged.Select((clip, i) => Trial(i, clip.Decoded))]),
            ScoreChanges = changes,
            Unscorable = judged.Count - changes.Length,
        };
    }
}
