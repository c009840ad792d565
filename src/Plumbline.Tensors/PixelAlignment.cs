namespace Plumbline.Tensors;

/// <summary>Which points of two grids coincide.</summary>
public enum PixelAlignment
{
    /// <summary>The outer edges of the corner pixels (torch: <c>align_corners=False</c>).</summary>
    Edges,

    /// <summary>The centres of the corner pixels (torch: <c>align_corners=True</c>).</summary>
    Centres,
}
