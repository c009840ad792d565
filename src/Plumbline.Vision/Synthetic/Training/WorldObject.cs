namespace Plumbline.Vision.Synthetic;

/// <summary>One object that a caption names.</summary>
/// <param name="Colour">Its colour word.</param>
/// <param name="Texture">Its texture word.</param>
/// <param name="Shape">Its shape word.</param>
/// <param name="Foot">The middle of its foot in the world, metres; on the ground, Y = 0.</param>
/// <param name="YawRadians">Its turn about the vertical.</param>
/// <param name="WidthMetres">Largest width over the ground, metres.</param>
/// <param name="HeightMetres">Height, metres.</param>
public sealed record WorldObject(
    ObjectColour Colour, ObjectTexture Texture, ObjectShape Shape, Vector3 Foot, double YawRadians,
    double WidthMetres, double HeightMetres)
{
    /// <summary>What a caption calls it, without an article: <c>red brick arch</c>.</summary>
    public string Name => CaptionGrammar.Name(Colour, Texture, Shape);
}
