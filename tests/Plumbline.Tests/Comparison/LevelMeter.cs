using Plumbline.Alignment;
using Plumbline.Alignment.Comparison;
using Plumbline.Vision;

namespace Plumbline.Tests.Comparison;

/// <summary>Reads the first byte of the first frame as an error in pixels; 255 cannot be measured.</summary>
internal sealed class LevelMeter(Direction direction = Direction.LowerIsBetter, string unit = "px") : IClipMeter
{
    public int CallCount { get; private set; }

    public string Key => $"level {direction} {unit}";

    public Measurement Measure(Video video, ComparedClip clip, CancellationToken token = default)
    {
        CallCount++;
        double level = video.Frames[0].Rgb[0];
        return level == 255 ? new([], "Too bright.") : new([new("level", level, unit, direction)]);
    }

    public string ContextOf(ComparedClip clip) => "";

    public static ClipPair Pair(string prompt, int seed, byte one, byte other) =>
        new(prompt, $"{prompt}/seed_{seed}", Clip(one), Clip(other));

    private static ComparedClip Clip(byte level) =>
        new($"{level}", _ => new([new Frame([level, 0, 0], 1, 1)], 8));
}
