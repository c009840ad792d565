using Plumbline.Alignment.Evaluation;
using Plumbline.Alignment.Training;
using Plumbline.Tensors;
using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Comparison;

/// <summary>Whether a clip shows what the caption of its world says, as <see cref="CaptionQuestions"/> asks.</summary>
/// <param name="classifier">Reads clips; the caller keeps owning it.</param>
/// <param name="classifierIdentity">Names its content.</param>
public sealed class CaptionMeter(WorldClassifier classifier, string classifierIdentity) : IClipMeter
{
    private readonly WorldReader _reader = new(classifier);

    /// <inheritdoc/>
    public string Key => $"caption 1 {classifierIdentity}";

    /// <inheritdoc/>
    public Measurement Measure(Video video, ComparedClip clip, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(video);
        ArgumentNullException.ThrowIfNull(clip);
        if (clip.World is not { } world)
            return new([], "The prompt is not the caption of a rendered world.");
        var (width, height, count) = (video.Width, video.Height, video.Frames.Count);
        if (width != height || width % 64 != 0 || count != WorldFormat.Standard.FrameCount)
            return new(
                [],
                $"The classifier reads squares of multiples of 64 pixels and {WorldFormat.Standard.FrameCount} frames, "
                + $"the clip is {video}.");
        using var scope = new TensorScope();
        byte[] rgb = [.. video.Frames.SelectMany(frame => frame.Rgb)];
        var reading = _reader.Read(ClipTensors.FromBytes([rgb], count, height, width, Device.Cpu))[0];
        var answers = CaptionQuestions.Ask(world, reading, world.Seed);
        return new(
            [
                new("caption.accuracy", 100 * answers.Values.Average(isRight =>
                    isRight ? 1.0 : 0), "%", Direction.HigherIsBetter),
                .. answers.OrderBy(answer => answer.Key).Select(answer => new Part(
                    $"caption.{answer.Key.ToString().ToLowerInvariant()}", answer.Value ? 100 : 0, "%",
                    Direction.HigherIsBetter)),
            ])
        {
            Features = reading.Features,
        };
    }

    /// <inheritdoc/>
    public string ContextOf(ComparedClip clip) => WorldContext.Of(clip);
}
