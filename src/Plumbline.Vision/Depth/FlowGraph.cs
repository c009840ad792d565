using Plumbline.Vision.Features;
using Plumbline.Vision.Mapping;

namespace Plumbline.Vision.Depth;

/// <summary>
/// Dense flow between neighbouring sampled frames, in both directions, with the forward–backward error of each pixel.
/// </summary>
internal sealed class FlowGraph
{
    /// <summary>Distance of grid points in canonical pixels.</summary>
    public const int Stride = 2;

    /// <summary>How far apart, in samples, two frames are still linked.</summary>
    public const int Reach = 2;

    private readonly Dictionary<(int From, int To), PairFlow> _flows;

    private FlowGraph(int gridWidth, int gridHeight, List<int>[] neighbours, Dictionary<(int, int), PairFlow> flows)
    {
        GridWidth = gridWidth;
        GridHeight = gridHeight;
        Neighbours = neighbours;
        _flows = flows;
    }

    public int GridWidth { get; }
    public int GridHeight { get; }

    /// <summary>The frames each frame is linked with, rising.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Neighbours { get; }

    public PairFlow this[int from, int to] => _flows[(from, to)];

    /// <summary>The pairs that are linked, first below second.</summary>
    public static IEnumerable<(int A, int B)> Links(int count)
    {
        for (var a = 0; a < count; a++)
            for (var b = a + 1; b < count; b++)
                // The ends get one link more, so that leaving a frame out leaves every frame two others.
                if (b - a <= Reach || (b - a == Reach + 1 && (a == 0 || b == count - 1)))
                    yield return (a, b);
    }

    /// <summary>Computes every flow coarsely.</summary>
    /// <param name="pictures">The sampled frames.</param>
    /// <param name="guess">Homography by which a pair is known to move, where one is: the search starts there.</param>
    public static FlowGraph Compute(WorkingPictures pictures, Func<int, int, Matrix3?> guess)
    {
        var (width, height) = (pictures.Width, pictures.Height);
        var (gridWidth, gridHeight) = (width / Stride, height / Stride);
        var links = Links(pictures.Count).ToArray();
        var computed = new (PairFlow Forward, PairFlow Backward)[links.Length];
        Parallel.For(0, links.Length, i =>
        {
            var (a, b) = links[i];
            var homography = guess(a, b);
            var forward = Flow(a, b, homography);
            var backward = Flow(b, a, homography?.Inverse());
            computed[i] = (
                PairFlow.Sample(forward, backward, gridWidth, gridHeight),
                PairFlow.Sample(backward, forward, gridWidth, gridHeight));
        });
        var flows = new Dictionary<(int, int), PairFlow>();
        var neighbours = Enumerable.Range(0, pictures.Count).Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < links.Length; i++)
        {
            flows[links[i]] = computed[i].Forward;
            flows[(links[i].B, links[i].A)] = computed[i].Backward;
            neighbours[links[i].A].Add(links[i].B);
            neighbours[links[i].B].Add(links[i].A);
        }

        foreach (var list in neighbours)
            list.Sort();
        return new(gridWidth, gridHeight, neighbours, flows);

        DenseFlow Flow(int from, int to, Matrix3? homography) => DenseFlow.Compute(
            pictures.Gray[from], pictures.Gray[to], width, height, FlowPreset.Fast,
            homography is { } h ? Induced(h, width, height) : null);
    }

    /// <summary>
    /// Computes every flow finely, begun where the geometry says that the picture goes, and keeps the better at each
    /// point.
    /// </summary>
    /// <param name="pictures">The sampled frames.</param>
    /// <param name="views">Their projective views.</param>
    /// <param name="depths">Their inverse depths.</param>
    /// <returns>A graph with the better flows.</returns>
    public FlowGraph Refined(WorkingPictures pictures, ProjectiveView?[] views, Func<int, InverseDepth?> depths)
    {
        var (width, height) = (pictures.Width, pictures.Height);
        var links = _flows.Keys.Where(link => link.From < link.To).Order().ToArray();
        var computed = new (PairFlow Forward, PairFlow Backward)[links.Length];
        Parallel.For(0, links.Length, i =>
        {
            var (a, b) = links[i];
            var forward = Flow(a, b);
            var backward = Flow(b, a);
            computed[i] = (
                PairFlow.Sample(forward, backward, GridWidth, GridHeight),
                PairFlow.Sample(backward, forward, GridWidth, GridHeight));
        });
        var flows = new Dictionary<(int, int), PairFlow>(_flows);
        for (var i = 0; i < links.Length; i++)
        {
            flows[links[i]] = PairFlow.Better(computed[i].Forward, flows[links[i]]);
            var back = (links[i].To, links[i].From);
            flows[back] = PairFlow.Better(computed[i].Backward, flows[back]);
        }

        return new(GridWidth, GridHeight, [.. Neighbours.Select(list => list.ToList())], flows);

        DenseFlow Flow(int from, int to) => DenseFlow.Compute(
            pictures.Gray[from], pictures.Gray[to], width, height, FlowPreset.Refining,
            views[from] is { } own && views[to] is { } other
                ? Predicted(own.To(other), depths(from)!, width, height)
                : Start(_flows[(from, to)], width, height));
    }

    private float[] Predicted(Transfer t, InverseDepth depth, int width, int height)
    {
        var flow = new float[2 * width * height];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var g = Math.Min(y / Stride, GridHeight - 1) * GridWidth + Math.Min(x / Stride, GridWidth - 1);
                double rho = depth.Without(g, -1);
                var w = t.H.M20 * x + t.H.M21 * y + t.H.M22 + rho * t.E.Z;
                if (w < 1e-3)
                    continue;
                flow[2 * (y * width + x)] = (float)Math.Clamp(
                    (t.H.M00 * x + t.H.M01 * y + t.H.M02 + rho * t.E.X) / w - x, -width, width);
                flow[2 * (y * width + x) + 1] = (float)Math.Clamp(
                    (t.H.M10 * x + t.H.M11 * y + t.H.M12 + rho * t.E.Y) / w - y, -height, height);
            }

        return flow;
    }

    private float[] Start(PairFlow coarse, int width, int height)
    {
        var flow = new float[2 * width * height];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var (gx, gy) = (Math.Min(x / Stride, GridWidth - 1), Math.Min(y / Stride, GridHeight - 1));
                flow[2 * (y * width + x)] = coarse.Targets[2 * (gy * GridWidth + gx)] - gx * Stride;
                flow[2 * (y * width + x) + 1] = coarse.Targets[2 * (gy * GridWidth + gx) + 1] - gy * Stride;
            }

        return flow;
    }

    private static float[] Induced(Matrix3 h, int width, int height)
    {
        var flow = new float[2 * width * height];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var w = h.M20 * x + h.M21 * y + h.M22;
                flow[2 * (y * width + x)] = (float)((h.M00 * x + h.M01 * y + h.M02) / w - x);
                flow[2 * (y * width + x) + 1] = (float)((h.M10 * x + h.M11 * y + h.M12) / w - y);
            }

        return flow;
    }
}

/// <summary>Flow of one pair at the grid points.</summary>
internal sealed class PairFlow
{
    /// <summary>Where each grid point went, x then y, in canonical pixels.</summary>
    public required float[] Targets { get; init; }

    /// <summary>
    /// Distance between a grid point and where the flow there and back takes it, in pixels; infinite outside the
    /// picture.
    /// </summary>
    public required float[] RoundTripPixels { get; init; }

    /// <summary>Median displacement in canonical pixels.</summary>
    public required double MedianPixels { get; init; }

    /// <summary>At each grid point the one of two flows that comes back nearer.</summary>
    public static PairFlow Better(PairFlow a, PairFlow b)
    {
        var (targets, roundTrip) = ((float[])a.Targets.Clone(), (float[])a.RoundTripPixels.Clone());
        for (var g = 0; g < roundTrip.Length; g++)
            if (b.RoundTripPixels[g] < roundTrip[g])
            {
                roundTrip[g] = b.RoundTripPixels[g];
                (targets[2 * g], targets[2 * g + 1]) = (b.Targets[2 * g], b.Targets[2 * g + 1]);
            }

        return new() { Targets = targets, RoundTripPixels = roundTrip, MedianPixels = b.MedianPixels };
    }

    public static PairFlow Sample(DenseFlow forward, DenseFlow backward, int gridWidth, int gridHeight)
    {
        var (width, height) = (forward.Width, forward.Height);
        var targets = new float[2 * gridWidth * gridHeight];
        var roundTrip = new float[gridWidth * gridHeight];
        var lengths = new float[gridWidth * gridHeight];
        for (var gy = 0; gy < gridHeight; gy++)
            for (var gx = 0; gx < gridWidth; gx++)
            {
                var g = gy * gridWidth + gx;
                var (x, y) = (gx * FlowGraph.Stride, gy * FlowGraph.Stride);
                var (u, v) =
                    (forward.Displacements[2 * (y * width + x)], forward.Displacements[2 * (y * width + x) + 1]);
                var (tx, ty) = (x + u, y + v);
                (targets[2 * g], targets[2 * g + 1]) = (tx, ty);
                lengths[g] = MathF.Sqrt(u * u + v * v);
                if (!(tx >= 0 && ty >= 0 && tx <= width - 1 && ty <= height - 1))
                {
                    roundTrip[g] = float.PositiveInfinity;
                    continue;
                }

                var (x0, y0) = (Math.Min((int)tx, width - 2), Math.Min((int)ty, height - 2));
                var (fx, fy) = (tx - x0, ty - y0);
                var o = 2 * (y0 * width + x0);
                var d = backward.Displacements;
                var bu = (1 - fy) * ((1 - fx) * d[o] + fx * d[o + 2])
                    + fy * ((1 - fx) * d[o + 2 * width] + fx * d[o + 2 * width + 2]);
                var bv = (1 - fy) * ((1 - fx) * d[o + 1] + fx * d[o + 3])
                    + fy * ((1 - fx) * d[o + 2 * width + 1] + fx * d[o + 2 * width + 3]);
                roundTrip[g] = MathF.Sqrt((u + bu) * (u + bu) + (v + bv) * (v + bv));
            }

        Array.Sort(lengths);
        return new() { Targets = targets, RoundTripPixels = roundTrip, MedianPixels = lengths[lengths.Length / 2] };
    }
}
