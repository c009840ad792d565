using Plumbline.Vision.Depth;

namespace Plumbline.Alignment.Judges;

/// <summary>
/// Segments what moves by itself: connected regions, large enough, that the rigid world does not explain at all.
/// </summary>
internal static class MovingRegions
{
    private const int Radius = 3;
    private const float LeastBroken = 0.7f;
    private const double LeastAreaShare = 0.01;

    /// <summary>Grid cells of moving regions in one frame.</summary>
    /// <param name="test">The frame's tests.</param>
    /// <param name="width">Width of the grid.</param>
    public static bool[] Segment(FrameTest test, int width)
    {
        var height = test.WeightSum.Length / width;
        var (weight, credit) = ((float[])test.WeightSum.Clone(), (float[])test.CreditSum.Clone());
        BoxFilter.Mean(weight, width, height, Radius);
        BoxFilter.Mean(credit, width, height, Radius);
        var broken = new bool[weight.Length];
        for (var g = 0; g < broken.Length; g++)
            broken[g] = weight[g] > 0.05f && weight[g] - credit[g] > LeastBroken * weight[g];

        var moving = new bool[broken.Length];
        var seen = new bool[broken.Length];
        var region = new List<int>();
        for (var start = 0; start < broken.Length; start++)
        {
            if (!broken[start] || seen[start])
                continue;
            region.Clear();
            region.Add(start);
            seen[start] = true;
            for (var next = 0; next < region.Count; next++)
            {
                var (x, y) = (region[next] % width, region[next] / width);
                Visit(x - 1, y);
                Visit(x + 1, y);
                Visit(x, y - 1);
                Visit(x, y + 1);
            }

            if (region.Count >= LeastAreaShare * broken.Length)
                foreach (var g in region)
                    moving[g] = true;
        }

        return moving;

        void Visit(int x, int y)
        {
            if ((uint)x >= (uint)width || (uint)y >= (uint)height || !broken[y * width + x] || seen[y * width + x])
                return;
            seen[y * width + x] = true;
            region.Add(y * width + x);
        }
    }
}
