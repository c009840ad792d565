namespace Plumbline.Vision.Depth;

/// <summary>
/// Inverse depth of every grid point of one frame, from its flow to other frames, with any of them left out.
/// </summary>
/// <remarks>
/// Each flow vector gives two linear equations in ρ: with h = H x, target q and epipole e, ρ (e_x − q_x e_z) = q_x h_z
/// − h_x and the same in y, divided by the depth h_z + ρ e_z to weigh in pixels. The normal equations of the views are
/// kept apart, so that leaving one out is leaving out a term. Each is mixed with its mean over a window: a point whose
/// own flow failed takes its depth from its neighbours.
/// </remarks>
internal sealed class InverseDepth
{
    // Radius in grid points and weight of the windows against the point itself: near ones speak before far ones.
    private static readonly (int Radius, float Weight)[] Windows = [(4, 0.25f), (24, 0.002f)];

    private readonly int[] _others;
    private readonly float[][] _numerators;
    private readonly float[][] _denominators;
    private readonly float _priorWeight;
    private readonly float _priorMean;

    private InverseDepth(int[] others, float[][] numerators, float[][] denominators)
    {
        _others = others;
        _numerators = numerators;
        _denominators = denominators;
        double n = 0, d = 0;
        for (var k = 0; k < others.Length; k++)
            for (var g = 0; g < numerators[k].Length; g += 7)
            {
                n += numerators[k][g];
                d += denominators[k][g];
            }

        var samples = Math.Max(1, others.Length * (numerators.Length == 0 ? 1 : (numerators[0].Length + 6) / 7));
        _priorMean = d > 0 ? (float)(n / d) : 0;
        _priorWeight = (float)(1e-3 * d / samples) + 1e-9f;
    }

    /// <summary>Inverse depth of a grid point as all frames but one see it.</summary>
    /// <param name="g">Grid point.</param>
    /// <param name="leftOut">Frame whose flow must not count; −1 for none.</param>
    public float Without(int g, int leftOut)
    {
        var (n, d) = (_priorWeight * _priorMean, _priorWeight);
        for (var k = 0; k < _others.Length; k++)
        {
            if (_others[k] == leftOut)
                continue;
            n += _numerators[k][g];
            d += _denominators[k][g];
        }

        return n / d;
    }

    /// <summary>Sensitivity in pixels per unit of inverse depth with which the other frames determine it.</summary>
    public float Certainty(int g, int leftOut)
    {
        var d = 0f;
        for (var k = 0; k < _others.Length; k++)
            if (_others[k] != leftOut)
                d += _denominators[k][g];
        return MathF.Sqrt(d);
    }

    /// <summary>Collects the normal equations of one frame.</summary>
    /// <param name="flows">Flow between the frames.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="transfers">How its pixels appear in each frame.</param>
    /// <param name="accept">Whether the flow of a grid point to another frame may be believed.</param>
    public static InverseDepth Solve(
        FlowGraph flows, int frame, Func<int, Transfer> transfers, Func<int, int, bool> accept)
    {
        var others = flows.Neighbours[frame].ToArray();
        var size = flows.GridWidth * flows.GridHeight;
        var numerators = others.Select(_ => new float[size]).ToArray();
        var denominators = others.Select(_ => new float[size]).ToArray();
        var rho = new float[size];
        // The depth by which the equations are divided is itself unknown: once with ρ = 0, once with the result.
        for (var pass = 0; pass < 2; pass++)
        {
            for (var k = 0; k < others.Length; k++)
            {
                var t = transfers(others[k]);
                var targets = flows[frame, others[k]].Targets;
                var (n, d) = (numerators[k], denominators[k]);
                for (var gy = 0; gy < flows.GridHeight; gy++)
                    for (var gx = 0; gx < flows.GridWidth; gx++)
                    {
                        var g = gy * flows.GridWidth + gx;
                        (n[g], d[g]) = (0, 0);
                        if (!accept(others[k], g))
                            continue;
                        double x = gx * FlowGraph.Stride, y = gy * FlowGraph.Stride;
                        var hx = t.H.M00 * x + t.H.M01 * y + t.H.M02;
                        var hy = t.H.M10 * x + t.H.M11 * y + t.H.M12;
                        var hz = t.H.M20 * x + t.H.M21 * y + t.H.M22;
                        var depth = hz + rho[g] * t.E.Z;
                        if (Math.Abs(depth) < 1e-3)
                            continue;
                        double qx = targets[2 * g], qy = targets[2 * g + 1];
                        var (ax, ay) = ((t.E.X - qx * t.E.Z) / depth, (t.E.Y - qy * t.E.Z) / depth);
                        var (bx, by) = ((qx * hz - hx) / depth, (qy * hz - hy) / depth);
                        n[g] = (float)(ax * bx + ay * by);
                        d[g] = (float)(ax * ax + ay * ay);
                    }
            }

            if (pass == 0)
                for (var g = 0; g < size; g++)
                {
                    var (n, d) = (0f, 0f);
                    for (var k = 0; k < others.Length; k++)
                    {
                        n += numerators[k][g];
                        d += denominators[k][g];
                    }

                    rho[g] = d > 0 ? n / d : 0;
                }
        }

        return new InverseDepth(others, Mixed(numerators, flows), Mixed(denominators, flows));
    }

    private static float[][] Mixed(float[][] planes, FlowGraph flows) => [.. planes.Select(plane =>
    {
        var mixed = (float[])plane.Clone();
        var mean = (float[])plane.Clone();
        foreach (var (radius, weight) in Windows)
        {
            BoxFilter.Mean(mean, flows.GridWidth, flows.GridHeight, radius);
            for (var g = 0; g < plane.Length; g++)
                mixed[g] += weight * mean[g];
        }

        return mixed;
    })];
}
