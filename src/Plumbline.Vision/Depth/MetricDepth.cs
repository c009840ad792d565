using Plumbline.Vision.Features;
using Plumbline.Vision.Mapping;

namespace Plumbline.Vision.Depth;

/// <summary>Depth and surface normals by the metric cameras of a moving-camera model.</summary>
internal sealed class MetricDepth
{
    private const float BelievablePixels = 1;
    private const double SmoothingSigma = 2;

    private MetricDepth(ProjectiveView?[] views, float[]?[] inverseDepths, float[]?[] certainties, Vector3[]?[] normals)
    {
        Views = views;
        InverseDepths = inverseDepths;
        Certainties = certainties;
        Normals = normals;
    }

    /// <summary>Metric views as projections in canonical pixels.</summary>
    public ProjectiveView?[] Views { get; }

    /// <summary>Inverse depth at the grid points of each registered frame.</summary>
    public float[]?[] InverseDepths { get; }

    /// <summary>Pixels by which the picture would move if the inverse depth doubled: what the depth rests on.</summary>
    public float[]?[] Certainties { get; }

    /// <summary>Surface normals in the camera at the grid points; default where there is none.</summary>
    public Vector3[]?[] Normals { get; }

    /// <summary>Forgets the depth of some grid points: what moves by itself has none in the one rigid world.</summary>
    /// <param name="leftOut">Grid points of each frame.</param>
    public void Forget(bool[][] leftOut)
    {
        for (var v = 0; v < leftOut.Length; v++)
        {
            if (InverseDepths[v] is not { } inverse)
                continue;
            for (var g = 0; g < inverse.Length; g++)
                if (leftOut[v][g])
                    (inverse[g], Certainties[v]![g], Normals[v]![g]) = (0, 0, default);
        }
    }

    /// <summary>Solves depth for every registered frame.</summary>
    public static MetricDepth Solve(ShotGeometry geometry)
    {
        var state = geometry.Model.State;
        var count = geometry.Pictures.Count;
        var views = Enumerable.Range(0, count).Select(v => geometry.Model.Registered[v] ? ProjectiveView.FromCamera(
            new(state.Focal(v), 0, state.Cx, 0, state.Focal(v) * state.Aspect, state.Cy, 0, 0, 1),
            state.Pose(v)) : null).ToArray();
        var (inverse, certainty, normals) = (new float[]?[count], new float[]?[count], new Vector3[]?[count]);
        var flows = geometry.Flows;
        Parallel.For(0, count, v =>
        {
            if (views[v] is not { } own)
                return;
            var depth = InverseDepth.Solve(
                flows, v, k => own.To(views[k] ?? own),
                (k, g) => views[k] is not null && flows[v, k].RoundTripPixels[g] <= BelievablePixels);
            var plane = new float[flows.GridWidth * flows.GridHeight];
            var sure = new float[plane.Length];
            for (var g = 0; g < plane.Length; g++)
                (plane[g], sure[g]) = (
                    depth.Without(g, -1), depth.Certainty(g, -1) * Math.Max(0, depth.Without(g, -1)));
            inverse[v] = plane;
            certainty[v] = sure;
            normals[v] = NormalsOf(plane, flows, state, v);
        });
        return new(views, inverse, certainty, normals);
    }

    // n ∝ ∂P/∂x × ∂P/∂y of the points P = ray / ρ on a smoothed map, turned towards the camera.
    private static Vector3[] NormalsOf(float[] inverse, FlowGraph flows, BundleState state, int view)
    {
        var (gw, gh) = (flows.GridWidth, flows.GridHeight);
        var smooth = Resampling.GaussianBlur(inverse, gw, gh, SmoothingSigma);
        var f = state.Focal(view);
        var normals = new Vector3[gw * gh];
        for (var y = 1; y < gh - 1; y++)
            for (var x = 1; x < gw - 1; x++)
            {
                var g = y * gw + x;
                if (smooth[g] <= 0 || smooth[g - 1] <= 0 || smooth[g + 1] <= 0 || smooth[g - gw] <= 0
                    || smooth[g + gw] <= 0)
                    continue;
                var normal = (Point(x + 1, y) - Point(x - 1, y)).Cross(Point(x, y + 1) - Point(x, y - 1));
                var length = normal.Length;
                if (length > 0 && double.IsFinite(length))
                    normals[g] = (normal.Dot(Point(x, y)) > 0 ? -1 : 1) / length * normal;
            }

        return normals;

        Vector3 Point(int x, int y) => 1.0 / smooth[y * gw + x] * new Vector3(
            (x * FlowGraph.Stride - state.Cx) / f, (y * FlowGraph.Stride - state.Cy) / (f * state.Aspect), 1);
    }
}
