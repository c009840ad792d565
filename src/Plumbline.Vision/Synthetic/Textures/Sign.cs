using System.Numerics;
using System.Runtime.Intrinsics;
using Float3 = System.Numerics.Vector3;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;

namespace Plumbline.Vision.Synthetic;

/// <summary>Lines of letters on a board with a border.</summary>
internal sealed class Sign : Texture
{
    private readonly Float3 _board;
    private readonly Float3 _ink;
    private readonly float _cell;
    private readonly uint _seed;
    private readonly SummedBitmap _bitmap;

    /// <summary>Sets a text.</summary>
    /// <param name="lines">Lines of capital letters A–Z, digits and spaces.</param>
    /// <param name="width">Width of the board, metres; the height follows from the text.</param>
    /// <param name="board">Colour of the board.</param>
    /// <param name="ink">Colour of the letters and the border.</param>
    /// <param name="seed">Chooses the grain.</param>
    public Sign(IReadOnlyList<string> lines, float width, Float3 board, Float3 ink, uint seed)
    {
        (_board, _ink, _seed, Width) = (board, ink, seed, width);
        var pixels = Lettering.Set(lines);
        _bitmap = new(pixels);
        _cell = width / pixels.GetLength(1);
        Height = _cell * pixels.GetLength(0);
    }

    /// <summary>Width of the board, metres.</summary>
    public float Width { get; }

    /// <summary>Height of the board, metres.</summary>
    public float Height { get; }

    /// <inheritdoc/>
    public override Lanes3 ColourAt(in Footprint at)
    {
        var ink = Lanes.Zero;
        for (var lane = 0; lane < Lanes3.Count; lane++)
        {
            var (middle, size) = (new Vector2(at.U[lane], at.V[lane]), new Vector2(at.Width[lane], at.Height[lane]));
            ink = ink.WithElement(lane, _bitmap.Mean(middle / _cell, size / _cell));
        }

        var grain = Lanes.One + Noise.Fractal(at, 0.3f, 7, 0.8f, _seed) * 0.25f;
        return grain * Lanes3.Lerp(_board, _ink, ink);
    }
}
