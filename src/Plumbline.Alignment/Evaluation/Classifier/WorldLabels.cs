using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Evaluation;

/// <summary>What a <see cref="WorldClassifier"/> should answer about one rendered world.</summary>
/// <param name="Objects">
/// Which object each cell shows, n for the object with index n − 1, 0 for none; byte[T × 16 × 16].
/// </param>
/// <param name="Things">The objects of the world, one to three.</param>
/// <param name="DepthMetres">Depth of each object's foot, double[T × objects], objects fastest.</param>
/// <param name="Move">Index of the camera's move, see <see cref="MoveIndex"/>.</param>
public sealed record WorldLabels(
    byte[] Objects, IReadOnlyList<WorldObject> Things, double[] DepthMetres, int Move)
{
    /// <summary>Most objects of a world.</summary>
    public const int MostObjects = 3;

    /// <summary>Index of a move with its direction, as the classifier orders them.</summary>
    /// <param name="camera">What the camera does.</param>
    /// <returns>Twice the move, plus one where the amount is above 0.</returns>
    public static int MoveIndex(CameraCommand camera)
    {
        ArgumentNullException.ThrowIfNull(camera);
        return 2 * (int)camera.Move + (camera.Amount >= 0 ? 1 : 0);
    }

    /// <summary>Films a world for the classifier.</summary>
    /// <param name="world">A world of 64 × 64 pixels and 9 frames.</param>
    /// <returns>The pictures, RGB bytes [9, 64, 64, 3], and the answers.</returns>
    public static (byte[] Rgb, WorldLabels Labels) Film(TrainingWorld world)
    {
        ArgumentNullException.ThrowIfNull(world);
        var clip = world.Film(RenderedTruth.Solids, threadCount: 1);
        const int cells = WorldClassifier.Cells;
        var objects = new byte[WorldClassifier.Groups * cells * cells];
        var depths = new double[WorldClassifier.Groups * world.Objects.Count];
        for (var group = 0; group < WorldClassifier.Groups; group++)
        {
            var frame = group * (WorldClassifier.FrameCount - 1) / (WorldClassifier.Groups - 1);
            for (var cell = 0; cell < cells * cells; cell++)
                objects[group * cells * cells + cell] = MostSeen(clip.SolidMasks[frame], cell / cells, cell % cells);
            for (var i = 0; i < world.Objects.Count; i++)
                depths[group * world.Objects.Count + i] =
                    (world.Views[frame].CameraFromWorld * world.Objects[i].Foot).Z;
        }

        var rgb = clip.Video.Frames.SelectMany(frame => frame.Rgb).ToArray();
        return (rgb, new(objects, world.Objects, depths, MoveIndex(world.Camera)));
    }

    private static byte MostSeen(byte[] mask, int row, int column)
    {
        Span<int> counts = stackalloc int[MostObjects + 1];
        for (var i = 0; i < WorldClassifier.CellEdge * WorldClassifier.CellEdge; i++)
        {
            var (y, x) = (
                row * WorldClassifier.CellEdge + i / WorldClassifier.CellEdge,
                column * WorldClassifier.CellEdge + i % WorldClassifier.CellEdge);
            counts[mask[y * WorldClassifier.Edge + x]]++;
        }

        var most = 0;
        for (var i = 1; i < counts.Length; i++)
        {
            if (counts[i] > counts[most])
                most = i;
        }

        return (byte)most;
    }
}
