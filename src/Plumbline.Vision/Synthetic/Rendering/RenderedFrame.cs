namespace Plumbline.Vision.Synthetic;

/// <summary>One rendered frame with its truth.</summary>
/// <param name="View">The camera that took it.</param>
/// <param name="Rgb">The picture, byte[H × W × 3].</param>
/// <param name="Depth">Depth along the view, metres, infinite in the sky, float[H × W].</param>
/// <param name="Faces">What each pixel shows: solid, face and light in one number, int[H × W].</param>
/// <param name="Normals">
/// Unit normals in the world towards the camera, 0 in the sky, float[H × W × 3]; empty when not asked for.
/// </param>
internal sealed record RenderedFrame(View View, byte[] Rgb, float[] Depth, int[] Faces, float[] Normals)
{
    private const int FaceBits = 6;

    /// <summary>What a pixel of the sky shows.</summary>
    public const int Sky = -1 << FaceBits;

    /// <summary>What a pixel shows: index into the solids of the moment, −1 for the sky.</summary>
    public int SolidAt(int pixel) => Faces[pixel] >> FaceBits;

    /// <summary>Whether a pixel shows a surface that the lamp does not reach.</summary>
    public bool IsInShadow(int pixel) => Faces[pixel] >= 0 && (Faces[pixel] & 1) == 0;

    /// <summary>Solid and face as one number; 1 is added where the lamp reaches it.</summary>
    public static int FaceOf(int solid, int face) => solid << FaceBits | face << 1;
}
