namespace Plumbline.Vision.Synthetic;

/// <summary>Shows the truth behind a rendered clip as a video that people can look at.</summary>
public static class TruthPictures
{
    // Seven colours in turn, the background dark: neighbouring solids are easy to tell apart.
    private static readonly (byte R, byte G, byte B)[] MaskColours =
    [
        (24, 24, 28), (230, 92, 60), (70, 150, 230), (250, 200, 70), (110, 200, 120), (190, 110, 210), (120, 220, 220),
    ];

    /// <summary>Depth as light: near is bright, the sky is black; one scale for the whole clip.</summary>
    /// <param name="clip">A clip that was rendered with depth.</param>
    public static Video Depth(RenderedClip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        var nearest = clip.DepthMaps.Min(
            map => map.Depth.Where((_, i) => map.Confidence[i] > 0).DefaultIfEmpty(1).Min());
        return Show(clip, clip.DepthMaps, (map, i) =>
        {
            var light = Math.Sqrt(nearest / map.Depth[i]);
            // Black through blue and orange to a warm white.
            return map.Confidence[i] == 0
                ? ((byte)0, (byte)0, (byte)0)
                : (ToByte(light * light * 1.04), ToByte(light * (0.35 + 0.6 * light)),
                    ToByte(0.25 + 0.75 * light - 0.55 * light * light));
        });
    }

    /// <summary>Normals as colours: right is red, up is green, towards the first camera is blue.</summary>
    /// <param name="clip">A clip that was rendered with normals.</param>
    public static Video Normals(RenderedClip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        return Show(clip, clip.NormalMaps, (normals, i) => (
            ToByte(0.5 + 0.5 * normals[3 * i]), ToByte(0.5 - 0.5 * normals[3 * i + 1]),
            ToByte(0.5 - 0.5 * normals[3 * i + 2])));
    }

    /// <summary>Solids in colours, darker where they lie in shadow.</summary>
    /// <param name="clip">A clip that was rendered with masks of solids and of shadows.</param>
    public static Video Masks(RenderedClip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        var planes = clip.SolidMasks.Zip(clip.ShadowMasks).ToArray();
        return Show(clip, planes, (masks, i) =>
        {
            var (red, green, blue) = MaskColours[masks.First[i] % MaskColours.Length];
            var light = masks.Second[i] ? 0.55 : masks.First[i] == 0 ? 1.6 : 1;
            return (ToByte(red * light / 255), ToByte(green * light / 255), ToByte(blue * light / 255));
        });
    }

    /// <summary>
    /// Flow to the next frame: the way is the hue, its length the strength; occluded pixels are dark.
    /// </summary>
    /// <param name="clip">A clip that was rendered with flow; the video has one frame fewer.</param>
    public static Video Flow(RenderedClip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        var longest = clip.Flows.Max(flow => flow.X.Zip(flow.Y, (x, y) => x * x + y * y).Max());
        var scale = longest > 0 ? 1 / Math.Sqrt(longest) : 0;
        return Show(clip, clip.Flows, (flow, i) =>
        {
            var strength = Math.Sqrt(scale * Math.Sqrt(flow.X[i] * flow.X[i] + flow.Y[i] * flow.Y[i]));
            var angle = Math.Atan2(flow.Y[i], flow.X[i]);
            var light = flow.Visible[i] ? 1 : 0.35;
            return (Hue(0), Hue(2 * Math.PI / 3), Hue(4 * Math.PI / 3));

            byte Hue(double at) => ToByte(light * (1 - strength * (0.5 - 0.5 * Math.Cos(angle - at))));
        });
    }

    private static Video Show<T>(RenderedClip clip, IReadOnlyList<T> planes, Func<T, int, (byte, byte, byte)> colour)
    {
        var (width, height, rate) = (clip.Video.Width, clip.Video.Height, clip.Video.FramesPerSecond);
        var frames = new Frame[planes.Count];
        for (var f = 0; f < frames.Length; f++)
        {
            var rgb = new byte[width * height * 3];
            for (var i = 0; i < width * height; i++)
                (rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]) = colour(planes[f], i);
            frames[f] = new(rgb, width, height, f, TimeSpan.FromSeconds(f / rate));
        }

        return new(frames, rate);
    }

    private static byte ToByte(double share) => (byte)Math.Round(255 * Math.Clamp(share, 0, 1));
}
