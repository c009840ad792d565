namespace Plumbline.Vision.Synthetic;

/// <summary>Turns rendered frames into the planes that a clip keeps.</summary>
/// <param name="frames">The frames in order.</param>
/// <param name="solids">The solids at the moment of each.</param>
/// <param name="backgroundCount">How many of the solids belong to the background; they come first.</param>
internal sealed class TruthPlanes(RenderedFrame[] frames, PlacedSolid[][] solids, int backgroundCount)
{
    /// <summary>Adds to a clip what is asked for.</summary>
    /// <param name="clip">Pictures and cameras.</param>
    /// <param name="truth">What else to keep.</param>
    public RenderedClip AddTo(RenderedClip clip, RenderedTruth truth)
    {
        if (truth.HasFlag(RenderedTruth.Depth))
            clip = clip with { DepthMaps = Array.ConvertAll(frames, DepthOf) };
        if (truth.HasFlag(RenderedTruth.Flow))
            clip = clip with { Flows = [.. Enumerable.Range(0, frames.Length - 1).Select(i => Flow(i, i + 1))] };
        if (truth.HasFlag(RenderedTruth.BackwardFlow))
        {
            var flows = Enumerable.Range(1, frames.Length - 1).Select(i => Flow(i, i - 1));
            clip = clip with { BackwardFlows = [.. flows] };
        }

        if (truth.HasFlag(RenderedTruth.Solids))
            clip = clip with { SolidMasks = Array.ConvertAll(frames, frame => MaskOf(frame, backgroundCount)) };
        if (truth.HasFlag(RenderedTruth.Shadows))
            clip = clip with { ShadowMasks = Array.ConvertAll(frames, ShadowOf) };
        if (truth.HasFlag(RenderedTruth.Normals))
            clip = clip with { NormalMaps = Array.ConvertAll(frames, frame => frame.Normals) };
        return clip;
    }

    /// <summary>What each pixel shows: 0 for the background, n for the solid with index n − 1.</summary>
    public static byte[] MaskOf(RenderedFrame frame, int backgroundCount)
    {
        var mask = new byte[frame.Faces.Length];
        for (var i = 0; i < mask.Length; i++)
            mask[i] = (byte)Math.Max(0, frame.SolidAt(i) - backgroundCount + 1);
        return mask;
    }

    private FlowField Flow(int from, int to) => FlowTruth.Between(frames[from], solids[from], frames[to], solids[to]);

    private static DepthMap DepthOf(RenderedFrame frame)
    {
        var confidence = Array.ConvertAll(frame.Depth, depth => float.IsFinite(depth) ? 1f : 0f);
        // Infinity would poison sums over the map; confidence 0 already says that there is no depth.
        var depths = Array.ConvertAll(frame.Depth, depth => float.IsFinite(depth) ? depth : 0f);
        return new(frame.View.FrameIndex, frame.View.Camera.Width, frame.View.Camera.Height, depths, confidence);
    }

    private static bool[] ShadowOf(RenderedFrame frame)
    {
        var shadow = new bool[frame.Faces.Length];
        for (var i = 0; i < shadow.Length; i++)
            shadow[i] = frame.IsInShadow(i);
        return shadow;
    }
}
