namespace Plumbline.Vision.Synthetic;

/// <summary>What is kept of a rendered clip besides pictures and cameras.</summary>
[Flags]
public enum RenderedTruth
{
    /// <summary>Pictures and cameras only.</summary>
    None = 0,

    /// <summary>A depth map per frame.</summary>
    Depth = 1,

    /// <summary>Flow from every frame to the next.</summary>
    Flow = 2,

    /// <summary>Which solid each pixel shows.</summary>
    Solids = 4,

    /// <summary>Unit normals.</summary>
    Normals = 8,

    /// <summary>Flow from every frame to the one before.</summary>
    BackwardFlow = 16,

    /// <summary>Which pixels lie in shadow.</summary>
    Shadows = 32,

    /// <summary>Everything; about 44 bytes a pixel and frame.</summary>
    All = Depth | Flow | Solids | Normals | BackwardFlow | Shadows,
}
