using Plumbline.Vision.Media;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Cli;

/// <summary>Small rigid clips that the geometry judge can explain.</summary>
internal static class WorldClips
{
    public static string Save(string path, int seed = 7, int frameCount = 12)
    {
        var options = new RenderOptions { FramesPerSecond = 8, Truth = RenderedTruth.None };
        var clip = SyntheticWorld.FromSeed(seed).Render(new OrbitPath(24), 240, 160, frameCount, options);
        VideoWriter.Save(clip.Video, path, EncoderSettings.H264);
        return path;
    }
}
