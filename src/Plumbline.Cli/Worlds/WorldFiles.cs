namespace Plumbline.Cli.Worlds;

/// <summary>What <c>plumb world</c> writes beside the video.</summary>
[Flags]
internal enum WorldFiles
{
    /// <summary>The video only.</summary>
    None = 0,

    /// <summary>Depth of every frame.</summary>
    Depth = 1,

    /// <summary>Flow between neighbouring frames, both ways.</summary>
    Flow = 2,

    /// <summary>Cameras of every frame.</summary>
    Cameras = 4,

    /// <summary>A video of normals.</summary>
    Normals = 8,

    /// <summary>A video of objects and shadows.</summary>
    Masks = 16,
}
