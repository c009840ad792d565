using Plumbline.Tensors;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Evaluation;

/// <summary>What a <see cref="WorldClassifier"/> says about clips: numbers per cell and per clip.</summary>
/// <param name="Cells">
/// Per cell of 4×4 pixels and per group of frames, the channels of <see cref="ColourStart"/> and its neighbours,
/// float32[B, T, 16, 16, <see cref="CellChannels"/>].
/// </param>
/// <param name="Moves">Logits of the camera's move, two per move: below 0 and above 0, float32[B, 16].</param>
/// <param name="Features">What the moves were read from: the space of the Fréchet distance, float32[B, D].</param>
public sealed record WorldAnswers(Tensor Cells, Tensor Moves, Tensor Features)
{
    /// <summary>Number of colour words.</summary>
    public static int ColourCount { get; } = Enum.GetValues<ObjectColour>().Length;

    /// <summary>Number of shape words.</summary>
    public static int ShapeCount { get; } = Enum.GetValues<ObjectShape>().Length;

    /// <summary>Number of texture words.</summary>
    public static int TextureCount { get; } = Enum.GetValues<ObjectTexture>().Length;

    /// <summary>Number of camera moves, each in two directions.</summary>
    public static int MoveCount { get; } = 2 * Enum.GetValues<CameraMove>().Length;

    /// <summary>First of the logits of "no object" and of the colours.</summary>
    public static int ColourStart => 0;

    /// <summary>First of the logits of the shapes.</summary>
    public static int ShapeStart { get; } = 1 + ColourCount;

    /// <summary>First of the logits of the textures.</summary>
    public static int TextureStart { get; } = ShapeStart + ShapeCount;

    /// <summary>The distance of the object from the camera, in metres beyond <see cref="MiddleDepthMetres"/>.</summary>
    public static int DepthChannel { get; } = TextureStart + TextureCount;

    /// <summary>
    /// Before softplus, how much of an object the cell counts for; each object's cells add up to one.
    /// </summary>
    public static int CountChannel { get; } = DepthChannel + 1;

    /// <summary>Channels of a cell.</summary>
    public static int CellChannels { get; } = CountChannel + 1;

    /// <summary>The depth at which the depth channel is 0.</summary>
    public const double MiddleDepthMetres = 3.5;

    /// <summary>Factor on the softplus of the count channel, so that fresh weights count a few objects.</summary>
    internal const double CountScale = 1.0 / 32;

    /// <summary>How much of an object each cell counts for, as training and reading both compute it.</summary>
    /// <returns>At least 0, float32[B, T, 16, 16].</returns>
    internal Tensor Counts()
    {
        using var scope = new TensorScope();
        return scope.Keep(Cells.Select(-1, CountChannel).Softplus() * CountScale);
    }
}
