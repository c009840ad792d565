using Float3 = System.Numerics.Vector3;

namespace Plumbline.Vision.Synthetic;

/// <summary>Follows the surface points of one frame into a neighbouring one.</summary>
internal static class FlowTruth
{
    // A pixel of the neighbour shows the same surface when its depth agrees; on slanted surfaces depth varies within a
    // pixel.
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
        var i = (int)Math.Round(target.Y) * camera.Width + (int)Math.Round(target.X);
        return next.SolidAt(i) == solid && (solid < 0 || Math.Abs(next.Depth[i] / depth - 1) < DepthTolerance);
    }
}
