namespace Plumbline.Vision.Media;

/// <summary>How a written clip is compressed.</summary>
public enum VideoEncoding
{
    /// <summary>H.264 in MP4: plays everywhere, small, lossy.</summary>
    H264,

    /// <summary>ProRes in QuickTime: for editors, nearly lossless, 10 bits.</summary>
    ProRes,

    /// <summary>FFV1 in Matroska: lossless RGB.</summary>
    Ffv1,

    /// <summary>GIF with a palette of 256 colours per frame; times are rounded to 1/100 s.</summary>
    Gif,

    /// <summary>One lossless PNG per frame, named by a pattern such as <c>%05d.png</c>, from 0.</summary>
    PngSequence,
}
