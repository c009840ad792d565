using Plumbline.Vision.Mapping;

namespace Plumbline.Vision.Depth;

/// <summary>Tolerances of the leave-one-frame-out test, in pixels of the canonical grid.</summary>
internal sealed record LeaveOneOutTolerances
{
    /// <summary>Up to this error a pixel is fully explained.</summary>
    public float FullPixels { get; init; } = 0.7f;

    /// <summary>From this error on it is not explained at all; in between the credit falls linearly.</summary>
    public float NonePixels { get; init; } = 2.0f;

    /// <summary>Least motion, predicted or seen, at which a pixel tests anything.</summary>
    public float LeastMotionPixels { get; init; } = 0.9f;

    /// <summary>Largest forward–backward error of a believable flow.</summary>
    public float RoundTripPixels { get; init; } = 1.0f;

    /// <summary>Weight of a test whose flow does not come back.</summary>
    public float UnreturnedWeight { get; init; } = 0.8f;

    /// <summary>Weight of a test whose depth no other frame supports at this very pixel.</summary>
    public float UnsupportedWeight { get; init; } = 0.5f;

    /// <summary>A surface in front by so much parallax hides what lies behind.</summary>
    public float OcclusionPixels { get; init; } = 2.5f;
}

/// <summary>What the other frames predict for one frame, and how far it is from what is seen there.</summary>
internal sealed class FrameTest
{
    public required int Frame { get; init; }

    /// <summary>Sum of the weighted credit of all tests, each credit in [0, 1].</summary>
    public required double Credit { get; init; }

    /// <summary>Sum of the weights of all tests.</summary>
    public required double Weight { get; init; }

    /// <summary>Grid points that something predicts, whether testable or not.</summary>
    public required int Predictions { get; init; }

    /// <summary>Inverse depth that the others predict at each grid cell; to be read only where predicted.</summary>
    public required float[] InverseDepth { get; init; }

    /// <summary>Grid cells that something predicts.</summary>
    public required bool[] Predicted { get; init; }

    /// <summary>Weighted sum of the error of every test at each grid cell, capped, in canonical pixels.</summary>
    public required float[] ErrorSum { get; init; }

    /// <summary>Sum of credit at each grid cell.</summary>
    public required float[] CreditSum { get; init; }

    /// <summary>Sum of the weights of the tests at each grid cell.</summary>
    public required float[] WeightSum { get; init; }

    /// <summary>The same test with some grid cells counted as not tested.</summary>
    /// <param name="leftOut">Grid cells to leave out.</param>
    public FrameTest Without(bool[] leftOut)
    {
        var (errorSum, creditSum, weightSum) =
            ((float[])ErrorSum.Clone(), (float[])CreditSum.Clone(), (float[])WeightSum.Clone());
        for (var g = 0; g < leftOut.Length; g++)
            if (leftOut[g])
                errorSum[g] = creditSum[g] = weightSum[g] = 0;
        return new()
        {
            Frame = Frame,
            Credit = creditSum.Sum(value => (double)value),
            Weight = weightSum.Sum(value => (double)value),
            Predictions = Predictions,
            InverseDepth = InverseDepth,
            Predicted = Predicted,
            ErrorSum = errorSum,
            CreditSum = creditSum,
            WeightSum = weightSum,
        };
    }
}

/// <summary>
/// Tests every frame against what the other frames say: depth without it, then its place and visibility in it.
/// </summary>
internal sealed class LeaveOneOut
{
    private const int BufferCell = 4;
    private readonly WorkingPictures _pictures;
    private readonly FlowGraph _flows;
    private readonly ProjectiveView?[] _views;
    private readonly TextureMap[] _textures;
    private readonly LeaveOneOutTolerances _tolerances;
    private readonly InverseDepth?[] _depths;

    public LeaveOneOut(
        WorkingPictures pictures, FlowGraph flows, ProjectiveView?[] views, TextureMap[] textures,
        LeaveOneOutTolerances tolerances)
    {
        _pictures = pictures;
        _flows = flows;
        _views = views;
        _textures = textures;
        _tolerances = tolerances;
        _depths = new InverseDepth?[pictures.Count];
        Parallel.For(0, pictures.Count, j =>
        {
            if (views[j] is not { } own)
                return;
            _depths[j] = InverseDepth.Solve(
                flows, j, k => own.To(views[k] ?? own), (k, g) => views[k] is not null && Believable(j, k, g));
        });
    }

    /// <summary>Inverse depth of a frame; absent where it has no view.</summary>
    public InverseDepth? Depth(int frame) => _depths[frame];

    /// <summary>Tests every frame.</summary>
    public FrameTest[] Run()
    {
        var tests = new FrameTest[_pictures.Count];
        Parallel.For(0, _pictures.Count, i => tests[i] = Test(i));
        return tests;
    }

    private bool Believable(int from, int to, int g)
    {
        var flow = _flows[from, to];
        return flow.RoundTripPixels[g] <= _tolerances.RoundTripPixels;
    }

    private FrameTest Test(int i)
    {
        var (gw, gh) = (_flows.GridWidth, _flows.GridHeight);
        var size = gw * gh;
        var (errorSum, creditSum, weightSum) = (new float[size], new float[size], new float[size]);
        var (inverseDepth, predictedCells) = (new float[size], new bool[size]);
        var (credit, weight, predictions) = (0.0, 0.0, 0);
        if (_views[i] is { } target)
        {
            var sources = _flows.Neighbours[i].Where(j => _views[j] is not null).ToArray();
            var predicted = sources.Select(j => Predict(j, i, target)).ToArray();
            var nearest = NearestSurface(predicted);
            for (var s = 0; s < sources.Length; s++)
                Compare(
                    sources[s], i, predicted[s], nearest, errorSum, creditSum, weightSum, inverseDepth, predictedCells,
                    ref credit, ref weight, ref predictions);
        }

        return new()
        {
            Frame = i,
            Credit = credit,
            Weight = weight,
            Predictions = predictions,
            InverseDepth = inverseDepth,
            Predicted = predictedCells,
            ErrorSum = errorSum,
            CreditSum = creditSum,
            WeightSum = weightSum,
        };
    }

    /// <summary>
    /// Places of the grid points of frame j in frame i: x, y, inverse depth there, and pixels of parallax per unit of
    /// it.
    /// </summary>
    private float[] Predict(int j, int i, ProjectiveView target)
    {
        var t = _views[j]!.To(target);
        var depth = _depths[j]!;
        var result = new float[4 * _flows.GridWidth * _flows.GridHeight];
        for (var gy = 0; gy < _flows.GridHeight; gy++)
            for (var gx = 0; gx < _flows.GridWidth; gx++)
            {
                var g = gy * _flows.GridWidth + gx;
                double rho = depth.Without(g, i), x = gx * FlowGraph.Stride, y = gy * FlowGraph.Stride;
                var w = t.H.M20 * x + t.H.M21 * y + t.H.M22 + rho * t.E.Z;
                if (w < 1e-3)
                {
                    result[4 * g] = float.NegativeInfinity;
                    continue;
                }

                var px = (t.H.M00 * x + t.H.M01 * y + t.H.M02 + rho * t.E.X) / w;
                var py = (t.H.M10 * x + t.H.M11 * y + t.H.M12 + rho * t.E.Y) / w;
                var (ex, ey) = (t.E.X - px * t.E.Z, t.E.Y - py * t.E.Z);
                result[4 * g] = (float)px;
                result[4 * g + 1] = (float)py;
                result[4 * g + 2] = (float)(rho / w);
                result[4 * g + 3] = (float)Math.Sqrt(ex * ex + ey * ey);
            }

        return result;
    }

    // True z-buffer over all sources: the largest inverse depth in each cell, whatever the order.
    private float[] NearestSurface(float[][] predicted)
    {
        var (width, height) = (_pictures.Width / BufferCell, _pictures.Height / BufferCell);
        var nearest = new float[width * height];
        Array.Fill(nearest, float.NegativeInfinity);
        foreach (var plane in predicted)
            for (var o = 0; o < plane.Length; o += 4)
            {
                var (cx, cy) = ((int)MathF.Floor(plane[o] / BufferCell), (int)MathF.Floor(plane[o + 1] / BufferCell));
                if ((uint)cx < (uint)width && (uint)cy < (uint)height)
                {
                    ref var cell = ref nearest[cy * width + cx];
                    cell = MathF.Max(cell, plane[o + 2]);
                }
            }

        return nearest;
    }

    private void Compare(
        int j, int i, float[] predicted, float[] nearest, float[] errorSum, float[] creditSum, float[] weightSum,
        float[] predictedInverseDepth, bool[] predictedCells, ref double credit, ref double tests, ref int predictions)
    {
        var (gw, gh) = (_flows.GridWidth, _flows.GridHeight);
        var (bufferWidth, bufferHeight) = (_pictures.Width / BufferCell, _pictures.Height / BufferCell);
        var flow = _flows[j, i];
        var texture = _textures[j];
        var scale = texture.ErrorScale;
        var fallOff = 1 / (_tolerances.NonePixels - _tolerances.FullPixels);
        for (var g = 0; g < gw * gh; g++)
        {
            var (px, py) = (predicted[4 * g], predicted[4 * g + 1]);
            // The margin keeps out what leaves the picture: flow cannot see it.
            if (!(px >= 4 && py >= 4 && px < _pictures.Width - 4 && py < _pictures.Height - 4))
                continue;
            var (cx, cy) = ((int)px / BufferCell, (int)py / BufferCell);
            if ((uint)cx >= (uint)bufferWidth || (uint)cy >= (uint)bufferHeight)
                continue;
            var (inverseDepth, parallax) = (predicted[4 * g + 2], predicted[4 * g + 3]);
            if (Hidden(nearest, bufferWidth, bufferHeight, cx, cy, inverseDepth, parallax))
                continue;
            predictions++;
            var cell = (int)py / FlowGraph.Stride * gw + (int)px / FlowGraph.Stride;
            if (!predictedCells[cell] || inverseDepth > predictedInverseDepth[cell])
                (predictedCells[cell], predictedInverseDepth[cell]) = (true, inverseDepth);
            if (!texture.IsTestable(g))
                continue;
            var (x, y) = (g % gw * FlowGraph.Stride, g / gw * FlowGraph.Stride);
            var (qx, qy) = (flow.Targets[2 * g], flow.Targets[2 * g + 1]);
            var moved = MathF.Max(Distance(px - x, py - y), Distance(qx - x, qy - y));
            if (moved < _tolerances.LeastMotionPixels)
                continue;
            var error = scale * texture.Visible(g, qx - px, qy - py);
            if (inverseDepth * parallax < -_tolerances.NonePixels)
                error = MathF.Max(error, _tolerances.NonePixels);
            var gain = Math.Clamp((_tolerances.NonePixels - error) * fallOff, 0, 1);
            // A flow that does not come back and disagrees may be hidden by something that no other frame saw: a weaker
            // witness. Without any believable flow to a third frame there is no geometry to disagree with: weaker
            // still.
            var weight = !Supported(j, i, g) ? _tolerances.UnsupportedWeight
                : gain > 0 || Believable(j, i, g) ? 1 : _tolerances.UnreturnedWeight;
            credit += weight * gain;
            tests += weight;
            errorSum[cell] += weight * MathF.Min(error, 20);
            creditSum[cell] += weight * gain;
            weightSum[cell] += weight;
        }
    }

    private bool Supported(int j, int leftOut, int g)
    {
        foreach (var k in _flows.Neighbours[j])
            if (k != leftOut && _views[k] is not null && Believable(j, k, g))
                return true;
        return false;
    }

    private bool Hidden(float[] nearest, int width, int height, int cx, int cy, float inverseDepth, float parallax)
    {
        for (var y = Math.Max(0, cy - 1); y <= Math.Min(height - 1, cy + 1); y++)
            for (var x = Math.Max(0, cx - 1); x <= Math.Min(width - 1, cx + 1); x++)
                if ((nearest[y * width + x] - inverseDepth) * parallax > _tolerances.OcclusionPixels)
                    return true;
        return false;
    }

    private static float Distance(float x, float y) => MathF.Sqrt(x * x + y * y);
}
