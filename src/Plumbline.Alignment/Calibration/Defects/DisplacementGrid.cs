using System.Numerics;

namespace Plumbline.Alignment.Calibration;

/// <summary>A smooth displacement of one frame, known at the nodes of a coarse grid.</summary>
/// <remarks>
/// Fields of defects are far smoother than the grid: bilinear reading between nodes loses nothing that shows.
/// </remarks>
internal sealed class DisplacementGrid
{
    private readonly Vector2[] _nodes;
    private readonly int _columns;
    private readonly int _step;

    /// <summary>Samples a field.</summary>
    /// <param name="width">Width of the frame in pixels.</param>
    /// <param name="height">Height of the frame in pixels.</param>
    /// <param name="field">Displacement at a pixel, in any unit.</param>
    public DisplacementGrid(int width, int height, Func<Vector2, Vector2> field)
    {
        _step = Math.Max(2, Math.Min(width, height) / 60);
        _columns = width / _step + 2;
        var rows = height / _step + 2;
        _nodes = new Vector2[_columns * rows];
        for (var i = 0; i < _nodes.Length; i++)
            _nodes[i] = field(new(i % _columns * _step, i / _columns * _step));
    }

    /// <summary>Size of the displacement at every node.</summary>
    public IEnumerable<float> Lengths => _nodes.Select(node => node.Length());

    /// <summary>Reads the displacement at a pixel.</summary>
    public Vector2 At(int x, int y)
    {
        var (column, row) = (x / _step, y / _step);
        var (u, v) = ((float)(x - column * _step) / _step, (float)(y - row * _step) / _step);
        var i = row * _columns + column;
        var top = Vector2.Lerp(_nodes[i], _nodes[i + 1], u);
        return Vector2.Lerp(top, Vector2.Lerp(_nodes[i + _columns], _nodes[i + _columns + 1], u), v);
    }
}
