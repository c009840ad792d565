using Plumbline.Vision.Native;

namespace Plumbline.Vision.Features;

/// <summary>How much work dense flow does; the first three are OpenCV's own.</summary>
public enum FlowPreset
{
    /// <summary>Coarsest and fastest.</summary>
    UltraFast = 0,

    /// <summary>Fast.</summary>
    Fast = 1,

    /// <summary>Finest.</summary>
    Medium = 2,

    /// <summary>As fine as medium with fewer patches and iterations: for a search that begins near its end.</summary>
    Refining = 3,
}

/// <summary>Where each pixel of one picture went in another.</summary>
/// <remarks>
/// Kroeger et al., "Fast Optical Flow using Dense Inverse Search", ECCV 2016, as OpenCV implements it.
/// </remarks>
public sealed class DenseFlow
{
    private DenseFlow(int width, int height, float[] displacements)
    {
        Width = width;
        Height = height;
        Displacements = displacements;
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>Displacement x, y of each pixel, row by row, float[H × W × 2], in pixels.</summary>
    public float[] Displacements { get; }

    /// <summary>Computes the flow between two pictures of one size.</summary>
    /// <param name="from">Grey levels of the first picture, byte[H × W].</param>
    /// <param name="to">Grey levels of the second, byte[H × W].</param>
    /// <param name="width">Width in pixels, at least 16.</param>
    /// <param name="height">Height in pixels, at least 16.</param>
    /// <param name="preset">How much work to do.</param>
    /// <param name="initial">
    /// Where the search starts, float[H × W × 2]; overwritten by the result; zero motion when absent.
    /// </param>
    /// <returns>The flow from the first picture to the second.</returns>
    public static unsafe DenseFlow Compute(
        ReadOnlySpan<byte> from, ReadOnlySpan<byte> to, int width, int height, FlowPreset preset,
        float[]? initial = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 16);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 16);
        ArgumentOutOfRangeException.ThrowIfNotEqual(from.Length, width * height);
        ArgumentOutOfRangeException.ThrowIfNotEqual(to.Length, width * height);
        VisionLibrary.EnsureLoaded();
        var flow = initial ?? new float[2 * width * height];
        fixed (byte* a = from, b = to)
        fixed (float* f = flow)
            VisionLibrary.Check(VisionMethods.DisFlow(a, b, width, height, (int)preset, initial is null ? 0 : 1, f));
        return new(width, height, flow);
    }
}
