namespace Plumbline.Cli.Commands;

/// <summary>What <c>plumb export</c> writes.</summary>
[Flags]
internal enum ExportFormats
{
    /// <summary>Nothing was chosen.</summary>
    None = 0,

    /// <summary>Point clouds as PLY.</summary>
    Ply = 1,

    /// <summary>COLMAP's text model.</summary>
    ColmapText = 2,

    /// <summary>COLMAP's binary model.</summary>
    ColmapBinary = 4,

    /// <summary>Cameras as JSON.</summary>
    Cameras = 8,

    /// <summary>Depth and confidence as PFM.</summary>
    Depth = 16,

    /// <summary>Everything.</summary>
    All = Ply | ColmapText | ColmapBinary | Cameras | Depth,
}
