using Float3 = System.Numerics.Vector3;

namespace Plumbline.Vision.Synthetic;

/// <summary>Follows the surface points of one frame into a neighbouring one.</summary>
internal static class FlowTruth
{
    // A pixel of the neighbour shows the same surface when its depth agrees.
    private const double DepthTolerance = 0.02;

    /// <summary>Computes the flow from one frame to a neighbour.</summary>
    /// <param name="now">The first frame.</param>
    /// <param name="solidsNow">The world then.</param>
    /// <param name="next">The frame after or before it.</param>
    /// <param name="solidsNext">The world then.</param>
    public static FlowField Between(
        RenderedFrame now, PlacedSolid[] solidsNow, RenderedFrame next, PlacedSolid[] solidsNext)
    {
        var (width, height) = (now.View.Camera.Width, now.View.Camera.Height);
        var flow = new FlowField(
            now.View.FrameIndex, next.View.FrameIndex, width, height, new float[width * height],
            new float[width * height], new bool[width * height]);
        var worldFromCamera = now.View.CameraFromWorld.Inverse();
        Parallel.For(0, height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                var i = y * width + x;
                var ray = now.View.Camera.Unproject(new(x, y));
                var pointInNext = PointInNext(now, solidsNow, next, solidsNext, worldFromCamera, i, ray);
                if (pointInNext.Z <= 0)
                    continue;
                var target = next.View.Camera.Project(pointInNext);
                (flow.X[i], flow.Y[i]) = ((float)(target.X - x), (float)(target.Y - y));
                flow.Visible[i] = IsVisible(next, now.SolidAt(i), target, pointInNext.Z);
            }
        });
        return flow;
    }

    private static Vector3 PointInNext(
        RenderedFrame now, PlacedSolid[] solidsNow, RenderedFrame next, PlacedSolid[] solidsNext,
        Rigid3 worldFromCamera, int pixel, Vector3 ray)
    {
        var solid = now.SolidAt(pixel);
        // The sky is infinitely far: only the turn of the camera moves it.
        if (solid < 0)
            return next.View.CameraFromWorld.Rotation * (worldFromCamera.Rotation * ray);
        var pointInWorld = worldFromCamera * (now.Depth[pixel] * ray);
        if (solidsNow[solid].WorldFromSolid != solidsNext[solid].WorldFromSolid)
        {
            var before = new Float3((float)pointInWorld.X, (float)pointInWorld.Y, (float)pointInWorld.Z);
            var moved = Float3.Transform(solidsNow[solid].ToSolid(before), solidsNext[solid].WorldFromSolid);
            pointInWorld = new(moved.X, moved.Y, moved.Z);
        }

        return next.View.CameraFromWorld * pointInWorld;
    }

    private static bool IsVisible(RenderedFrame next, int solid, Point2 target, double depth)
    {
        var camera = next.View.Camera;
        if (!(target.X >= 0 && target.Y >= 0 && target.X <= camera.Width - 1 && target.Y <= camera.Height - 1))
            return false;
        if (next.SolidAt((int)Math.Round(target.Y) * camera.Width + (int)Math.Round(target.X)) != solid)
            return false;
        if (solid < 0)
            return true;
        // On slanted surfaces depth varies within a pixel: the four pixels around the target give its range.
        var (left, top) = ((int)target.X, (int)target.Y);
        var (right, bottom) = (Math.Min(left + 1, camera.Width - 1), Math.Min(top + 1, camera.Height - 1));
        var (nearest, furthest) = (float.PositiveInfinity, 0f);
        foreach (var (x, y) in (ReadOnlySpan<(int, int)>)[(left, top), (right, top), (left, bottom), (right, bottom)])
        {
            var i = y * camera.Width + x;
            if (next.SolidAt(i) == solid)
                (nearest, furthest) = (Math.Min(nearest, next.Depth[i]), Math.Max(furthest, next.Depth[i]));
        }

        return depth > nearest * (1 - DepthTolerance) && depth < furthest * (1 + DepthTolerance);
    }
}
