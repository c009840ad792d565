using Float3 = System.Numerics.Vector3;

namespace Plumbline.Vision.Synthetic;

/// <summary>Films one moment of a world with one camera.</summary>
/// <remarks>
/// Textures filter themselves, so one ray per pixel is enough inside a surface. Where neighbouring pixels see different
/// faces, or one lies in shadow, the pixel is the mean of 3 × 3 rays.
/// </remarks>
internal sealed class FrameRenderer
{
    private const int EdgeRaysPerSide = 3;

    // Slightly wider than the pixel: a box of exactly one pixel would still pass some of what the grid cannot carry.
    private const float FootprintPixels = 1.2f;

    // What a pixel shows, as one number: solid, face, and lit or not.
    private const int FaceBits = 6;
    private const int SkyFace = -1 << FaceBits;

    private readonly Moment _moment;
    private readonly Camera _camera;
    private readonly Float3 _eye;
    private readonly Float3 _right;
    private readonly Float3 _down;
    private readonly Float3 _corner;

    private FrameRenderer(Moment moment, View view)
    {
        (_moment, _camera) = (moment, view.Camera);
        var rotation = view.CameraFromWorld.Rotation;
        _eye = ToFloat(view.CameraFromWorld.OriginInSource);
        // Directions have unit depth along the view, so that the ray parameter is the depth.
        _right = ToFloat(1 / _camera.Fx * new Vector3(rotation.M00, rotation.M01, rotation.M02));
        _down = ToFloat(1 / _camera.Fy * new Vector3(rotation.M10, rotation.M11, rotation.M12));
        _corner = ToFloat(rotation.Transpose * _camera.Unproject(new(0, 0)));
    }

    /// <summary>Renders a frame.</summary>
    /// <param name="moment">The world.</param>
    /// <param name="view">The camera.</param>
    /// <returns>Picture, depth and what each pixel shows.</returns>
    public static RenderedFrame Render(Moment moment, View view)
    {
        var renderer = new FrameRenderer(moment, view);
        var (width, height) = (view.Camera.Width, view.Camera.Height);
        var colours = new Float3[width * height];
        var faces = new int[width * height];
        var frame = new RenderedFrame(
            view, new byte[width * height * 3], new float[width * height], new short[width * height]);

        Parallel.For(0, height, y =>
        {
            for (var x = 0; x < width; x++)
                renderer.Shade(
                    x, y, 1, out colours[y * width + x], out faces[y * width + x], out frame.Depth[y * width + x]);
        });
        Parallel.For(0, height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                var i = y * width + x;
                var colour = IsEdge(faces, x, y, width, height) ? renderer.ShadeEdge(x, y) : colours[i];
                Encoding.Write(colour, frame.Rgb.AsSpan(3 * i, 3));
                frame.Solids[i] = (short)(faces[i] >> FaceBits);
            }
        });
        return frame;
    }

    private void Shade(float x, float y, float pixelSize, out Float3 colour, out int face, out float depth)
    {
        var direction = _corner + x * _right + y * _down;
        (var solid, depth) = _moment.Trace(_eye, direction);
        var step = FootprintPixels * pixelSize;
        if (solid < 0)
        {
            face = SkyFace;
            colour = _moment.Sky.ColourAt(Float3.Normalize(direction), step * _right.Length());
            return;
        }

        var placed = _moment.Solids[solid];
        var point = _eye + depth * direction;
        var (surface, normal) = placed.SurfaceAt(point);
        if (Float3.Dot(normal, direction) > 0)
            normal = -normal;
        var isLit = _moment.IsLit(point, normal);
        face = solid << FaceBits | surface.Face << 1 | (isLit ? 1 : 0);
        var right = StepOnSurface(direction, step * _right, normal, depth);
        var down = StepOnSurface(direction, step * _down, normal, depth);
        colour = placed.ColourAt(surface, right, down) * _moment.LightOn(point, normal, isLit);
    }

    private Float3 ShadeEdge(int x, int y)
    {
        var sum = Float3.Zero;
        for (var j = 0; j < EdgeRaysPerSide; j++)
        {
            for (var i = 0; i < EdgeRaysPerSide; i++)
            {
                var (dx, dy) = ((i + 0.5f) / EdgeRaysPerSide - 0.5f, (j + 0.5f) / EdgeRaysPerSide - 0.5f);
                Shade(x + dx, y + dy, 1f / EdgeRaysPerSide, out var colour, out _, out _);
                sum += Encoding.Clip(colour);
            }
        }

        return sum / (EdgeRaysPerSide * EdgeRaysPerSide);
    }

    // Where the ray of the next pixel meets the tangent plane, relative to where this one does.
    private static Float3 StepOnSurface(Float3 direction, Float3 step, Float3 normal, float depth)
    {
        var facing = Float3.Dot(normal, direction);
        var facingNext = Float3.Dot(normal, direction + step);
        // At a grazing angle the next ray may miss the plane; one pixel then spans no more than 32 at right angles.
        var ratio = facing / facingNext;
        if (!(ratio is > 0 and < 32))
            ratio = 32;
        return depth * (ratio * (direction + step) - direction);
    }

    private static bool IsEdge(int[] faces, int x, int y, int width, int height)
    {
        var i = y * width + x;
        var face = faces[i];
        return (x > 0 && faces[i - 1] != face) || (x < width - 1 && faces[i + 1] != face)
            || (y > 0 && faces[i - width] != face) || (y < height - 1 && faces[i + width] != face);
    }

    private static Float3 ToFloat(Vector3 v) => new((float)v.X, (float)v.Y, (float)v.Z);
}
