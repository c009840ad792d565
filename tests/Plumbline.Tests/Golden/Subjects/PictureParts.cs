using Plumbline.Vision;

namespace Plumbline.Tests.Golden.Subjects;

/// <summary>
/// The parts of large pictures that golden cases keep: every n-th pixel, one row, the sum of each row.
/// </summary>
internal static class PictureParts
{
    /// <summary><c>28x42</c> is 28 rows of 42 pixels.</summary>
    public static (int Height, int Width) Size(string text)
    {
        var sides = text.Split('x');
        return (int.Parse(sides[0]), int.Parse(sides[1]));
    }

    /// <summary><c>subN</c>, <c>rowN</c> or <c>rowsum</c> of pixels: [H, W, 3], [W, 3], [H].</summary>
    public static GoldenTensor? Interleaved(Frame frame, string part)
    {
        if (part == "rowsum")
            return GoldenTensor.Of(RowSums(frame), frame.Height);
        if (part.StartsWith("row", StringComparison.Ordinal))
        {
            var row = frame.Rgb.AsSpan(3 * int.Parse(part[3..]) * frame.Width, 3 * frame.Width);
            return GoldenTensor.Of(row, frame.Width, 3);
        }

        if (!part.StartsWith("sub", StringComparison.Ordinal))
            return null;
        var step = int.Parse(part[3..]);
        var levels = from row in Steps(frame.Height, step)
                     from column in Steps(frame.Width, step)
                     from c in Enumerable.Range(0, 3)
                     select (double)frame.Rgb[3 * (row * frame.Width + column) + c];
        return GoldenTensor.Of(levels, Steps(frame.Height, step).Count(), Steps(frame.Width, step).Count(), 3);
    }

    /// <summary><c>sub</c> with its step, <c>rowN</c> or <c>rowsum</c> of planes: [3, H, W], [3, W], [H].</summary>
    public static GoldenTensor? Planar(Frame frame, string part, int step)
    {
        if (part == "rowsum")
            return GoldenTensor.Of(RowSums(frame), frame.Height);
        if (part != "sub" && !part.StartsWith("row", StringComparison.Ordinal))
            return null;
        var rows = part == "sub" ? Steps(frame.Height, step) : [int.Parse(part[3..])];
        var columns = Steps(frame.Width, part == "sub" ? step : 1);
        var levels = from c in Enumerable.Range(0, 3)
                     from row in rows
                     from column in columns
                     select (double)frame.Rgb[3 * (row * frame.Width + column) + c];
        return part == "sub"
            ? GoldenTensor.Of(levels, 3, rows.Count(), columns.Count())
            : GoldenTensor.Of(levels, 3, columns.Count());
    }

    /// <summary>
    /// How many levels one number adds: the row that a case keeps beside its row sums tells, else one.
    /// </summary>
    public static double SummandCount(GoldenCase golden, string output)
    {
        if (!output.EndsWith(".rowsum", StringComparison.Ordinal))
            return 1;
        var prefix = output[..^"sum".Length];
        var row = golden.OutputNames.FirstOrDefault(name =>
            name != output && name.StartsWith(prefix, StringComparison.Ordinal));
        return row is null ? 1 : golden.Output(row).Values.Length;
    }

    private static IEnumerable<double> RowSums(Frame frame) =>
        Enumerable.Range(0, frame.Height).Select(row =>
        {
            var sum = 0.0;
            foreach (var level in frame.Rgb.AsSpan(3 * row * frame.Width, 3 * frame.Width))
                sum += level;
            return sum;
        });

    private static IEnumerable<int> Steps(int length, int step) =>
        Enumerable.Range(0, (length + step - 1) / step).Select(i => i * step);
}
