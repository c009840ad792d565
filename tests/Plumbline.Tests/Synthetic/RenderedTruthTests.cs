using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Synthetic;

public sealed class RenderedTruthTests
{
    private const int Width = 96;
    private const int Height = 72;

    private static readonly Lazy<RenderedClip> Clip = new(
        () => TrainingWorld.FromSeed(4, new(Width, Height, 5)).Film());

    [Fact]
    public void Only_what_is_asked_for_is_kept()
    {
        var clip = TrainingWorld.FromSeed(4, new(16, 16, 2)).Film(RenderedTruth.Shadows);

        Assert.Equal(2, clip.ShadowMasks.Count);
        Assert.Empty(clip.DepthMaps);
        Assert.Empty(clip.NormalMaps);
        Assert.Empty(clip.Flows);
        Assert.Empty(clip.BackwardFlows);
        Assert.Empty(clip.SolidMasks);
    }

    [Fact]
    public void Planes_do_not_depend_on_the_number_of_threads()
    {
        var world = TrainingWorld.FromSeed(9, new(50, 41, 2));

        var (one, four) = (world.Film(threadCount: 1), world.Film(threadCount: 4));

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(one.Video.Frames[i].Rgb, four.Video.Frames[i].Rgb);
            Assert.Equal(one.DepthMaps[i].Depth, four.DepthMaps[i].Depth);
            Assert.Equal(one.NormalMaps[i], four.NormalMaps[i]);
            Assert.Equal(one.ShadowMasks[i], four.ShadowMasks[i]);
        }
    }

    [Fact]
    public void Backward_flow_undoes_forward_flow()
    {
        var (forward, backward) = (Clip.Value.Flows[1], Clip.Value.BackwardFlows[1]);
        var (count, agreeing) = (0, 0);

        for (var i = 0; i < forward.Visible.Length; i++)
        {
            var (x, y) = (i % Width + forward.X[i], i / Width + forward.Y[i]);
            if (!forward.Visible[i])
                continue;
            var there = (int)Math.Round(y) * Width + (int)Math.Round(x);
            var (backX, backY) = (x + backward.X[there], y + backward.Y[there]);
            count++;
            agreeing += Math.Abs(backX - i % Width) < 0.5 && Math.Abs(backY - i / Width) < 0.5 ? 1 : 0;
        }

        Assert.Equal(
            (1, 2, 2, 1), (forward.FrameIndex, forward.TargetIndex, backward.FrameIndex, backward.TargetIndex));
        Assert.True(count > 0.6 * Width * Height, $"{count} visible");
        Assert.True(agreeing > 0.98 * count, $"{agreeing} of {count}");
    }

    [Fact]
    public void Normals_agree_with_the_slope_of_the_depth()
    {
        var (depth, normals, mask) = (Clip.Value.DepthMaps[2], Clip.Value.NormalMaps[2], Clip.Value.SolidMasks[2]);
        var view = Clip.Value.Views[2];
        var worldFromCamera = view.CameraFromWorld.Inverse();
        var (count, agreeing) = (0, 0);

        for (var i = 0; i < Width * (Height - 1) - 1; i++)
        {
            if (depth.Confidence[i] == 0 || mask[i] != mask[i + 1] || mask[i] != mask[i + Width]
                || i % Width == Width - 1)
                continue;
            var here = PointAt(i);
            var slope = (PointAt(i + Width) - here).Cross(PointAt(i + 1) - here);
            var normal = new Vector3(normals[3 * i], normals[3 * i + 1], normals[3 * i + 2]);
            Assert.Equal(1, normal.Length, 1e-4);
            count++;
            agreeing += slope.Dot(normal) / slope.Length > 0.98 ? 1 : 0;
        }

        Assert.True(count > 0.5 * Width * Height, $"{count} pixels");
        Assert.True(agreeing > 0.93 * count, $"{agreeing} of {count}");

        Vector3 PointAt(int pixel) => worldFromCamera
            * ((double)depth.Depth[pixel] * view.Camera.Unproject(new(pixel % Width, pixel / Width)));
    }

    [Fact]
    public void Ground_in_shadow_is_darker_than_ground_in_the_light()
    {
        var frames = Enumerable.Range(0, 12)
            .Select(seed => TrainingWorld.FromSeed(seed, new(64, 64, 1)).Film()).ToArray();

        var (dark, light) = (
            frames.SelectMany(clip => Ground(clip, true)), frames.SelectMany(clip => Ground(clip, false)));

        Assert.True(dark.Count() > 200, $"{dark.Count()} pixels in shadow");
        Assert.True(dark.Average() < 0.75 * light.Average(), $"{dark.Average()} and {light.Average()}");

        static IEnumerable<int> Ground(RenderedClip clip, bool isInShadow) => Enumerable.Range(0, 64 * 64)
            .Where(i => clip.SolidMasks[0][i] == 0 && clip.NormalMaps[0][3 * i + 1] < -0.99
                && clip.ShadowMasks[0][i] == isInShadow)
            .Select(i => (int)clip.Video.Frames[0].Rgb[3 * i + 1]);
    }
}
