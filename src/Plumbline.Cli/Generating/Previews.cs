namespace Plumbline.Cli.Generating;

/// <summary>What is written beside a clip to be looked at.</summary>
[Flags]
internal enum Previews
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The clip as a GIF.</summary>
    Gif = 1,

    /// <summary>Some frames side by side in a PNG.</summary>
    Png = 2,
}
