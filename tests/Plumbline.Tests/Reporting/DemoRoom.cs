using Plumbline.Vision;

namespace Plumbline.Tests.Reporting;

/// <summary>
/// A painted room with a crate in it, seen by ray casting: true pictures, depth and cameras for page tests.
/// </summary>
internal static class DemoRoom
{
    public static Camera CameraOf(int width, int height) => Camera.Centred(width, height, width * 0.9);

    public static Rigid3 PoseAt(double share)
    {
        var angle = 0.5 * (share - 0.5);
        var centre = new Vector3(1.6 * (share - 0.5), 0.15 * Math.Sin(share * 5), -0.5 + 0.7 * share);
        var rotation = Rigid3.RotationFromAxisAngle(new(0.03 * Math.Cos(share * 6), angle, 0.02 * share));
        return new(rotation, -(rotation * centre));
    }

    public static (byte[] Rgb, float[] Depth) Render(Camera camera, Rigid3 cameraFromWorld)
    {
        var (rgb, depth) = (new byte[camera.Width * camera.Height * 3], new float[camera.Width * camera.Height]);
        var worldFromCamera = cameraFromWorld.Inverse();
        for (var y = 0; y < camera.Height; y++)
        {
            for (var x = 0; x < camera.Width; x++)
            {
                var ray = worldFromCamera.Rotation * camera.Unproject(new(x, y));
                var (distance, surface) = Hit(worldFromCamera.Translation, ray);
                var point = worldFromCamera.Translation + distance * ray;
                var at = y * camera.Width + x;
                depth[at] = (float)distance;
                Paint(point, surface).CopyTo(rgb.AsSpan(at * 3));
            }
        }

        return (rgb, depth);
    }

    // Walls at x = ±2, floor and ceiling at y = 1.2 and −1.2, back wall at z = 4; a crate stands on the floor.
    private static (double Distance, int Surface) Hit(Vector3 eye, Vector3 ray)
    {
        var (distance, surface) = ((4 - eye.Z) / ray.Z, 0);
        Consider((2 - eye.X) / ray.X, 1);
        Consider((-2 - eye.X) / ray.X, 2);
        Consider((1.2 - eye.Y) / ray.Y, 3);
        Consider((-1.2 - eye.Y) / ray.Y, 4);
        if (Slab(eye, ray, new(-0.2, 0.3, 2.2), new(0.8, 1.2, 3.1)) is var crate and > 0)
            Consider(crate, 5);
        return (distance, surface);

        void Consider(double candidate, int candidateSurface)
        {
            if (candidate > 1e-6 && (candidate < distance || distance <= 0))
                (distance, surface) = (candidate, candidateSurface);
        }
    }

    private static double Slab(Vector3 eye, Vector3 ray, Vector3 low, Vector3 high)
    {
        var (enter, leave) = (double.NegativeInfinity, double.PositiveInfinity);
        (double, double, double, double)[] axes =
            [(eye.X, ray.X, low.X, high.X), (eye.Y, ray.Y, low.Y, high.Y), (eye.Z, ray.Z, low.Z, high.Z)];
        foreach (var (e, r, l, h) in axes)
        {
            var (first, second) = ((l - e) / r, (h - e) / r);
            enter = Math.Max(enter, Math.Min(first, second));
            leave = Math.Min(leave, Math.Max(first, second));
        }

        return enter <= leave ? enter : -1;
    }

    private static byte[] Paint(Vector3 p, int surface)
    {
        var (u, v) = surface switch
        {
            1 or 2 => (p.Z, p.Y),
            3 or 4 => (p.X, p.Z),
            5 => (p.X + p.Z, p.Y + 0.3 * p.Z),
            _ => (p.X, p.Y),
        };
        var (red, green, blue) = surface switch
        {
            1 => (176.0, 112.0, 84.0),
            2 => (92.0, 124.0, 140.0),
            3 => (150.0, 124.0, 92.0),
            4 => (206.0, 200.0, 188.0),
            5 => (196.0, 150.0, 60.0),
            _ => (148.0, 160.0, 132.0),
        };
        var grain = Math.Sin(u * 17 + 2.1 * Math.Sin(v * 5)) * Math.Sin(v * 23 + 1.7 * Math.Sin(u * 7)) * 18;
        var tile = ((int)Math.Floor(u * 2.5) + (int)Math.Floor(v * 2.5) & 1) == 0 ? 1.0 : 0.78;
        var light = tile * (1.15 - 0.09 * p.Z);
        return [Level(red * light + grain), Level(green * light + grain), Level(blue * light + grain)];
    }

    private static byte Level(double value) => (byte)Math.Clamp(value, 0, 255);
}
