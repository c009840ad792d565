using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Vision.Synthetic;

/// <summary>Eight small rectangles on a surface, each what one pixel covers of it.</summary>
/// <param name="u">First coordinates of the middles, metres.</param>
/// <param name="v">Second coordinates of the middles, metres.</param>
/// <param name="width">Sizes along U, metres, above 0.</param>
/// <param name="height">Sizes along V, metres, above 0.</param>
internal readonly struct Footprint(Lanes u, Lanes v, Lanes width, Lanes height)
{
    /// <summary>First coordinates of the middles, metres.</summary>
    public readonly Lanes U = u;

    /// <summary>Second coordinates of the middles, metres.</summary>
    public readonly Lanes V = v;

    /// <summary>Sizes along U, metres.</summary>
    public readonly Lanes Width = width;

    /// <summary>Sizes along V, metres.</summary>
    public readonly Lanes Height = height;

    /// <summary>The longer sides, metres.</summary>
    public Lanes Longest => LaneMath.Max(Width, Height);

    /// <summary>The rectangles elsewhere.</summary>
    public Footprint At(Lanes u, Lanes v) => new(u, v, Width, Height);

    /// <summary>The rectangles, their sizes scaled about their middles.</summary>
    public Footprint Sized(float factor) => new(U, V, Width * factor, Height * factor);
}
