using System.Text;
using Plumbline.Alignment.Training;
using Plumbline.Vision.Media;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Evaluation;

/// <summary>
/// What people look at: a contact sheet and six videos of clips that were measured, the first by their numbers.
/// </summary>
/// <param name="clips">The clips.</param>
/// <param name="format">Their format.</param>
internal sealed class BaseQualityCard(BaseQualityClips clips, WorldFormat format)
{
    private const int Worlds = 6;
    private const int Columns = 7;

    /// <summary>
    /// Writes <c>contact-sheet.png</c>, <c>clip-1.mp4</c> … <c>clip-6.mp4</c> and <c>captions.txt</c>.
    /// </summary>
    /// <param name="folder">Folder; made when missing.</param>
    /// <param name="token">Stops between clips.</param>
    /// <remarks>
    /// Of each world three rows: as it is rendered, as it was made from the first frame, and as it was made from the
    /// caption alone. A video shows the first two side by side, so that the eye compares what the judge compares.
    /// </remarks>
    public void Draw(string folder, CancellationToken token)
    {
        Directory.CreateDirectory(folder);
        var (rows, captions) = (new List<byte[]>(), new StringBuilder());
        for (var i = 0; i < Worlds; i++)
        {
            token.ThrowIfCancellationRequested();
            var (rendered, made) = clips.Pair(i, 0);
            rows.AddRange([rendered, made, clips.FromCaption(i)]);
            captions.Append(clips.World(i).Caption).Append('\n');
            VideoWriter.Save(
                ClipVideo.Of(SideBySide(rendered, made), format with { Width = 2 * format.Width }),
                Path.Combine(folder, FormattableString.Invariant($"clip-{i + 1}.mp4")), token: token);
        }

        var grid = new ClipGrid(format.FrameCount, format.Height, format.Width, Columns);
        File.WriteAllBytes(
            Path.Combine(folder, "contact-sheet.png"),
            PngPicture.Encode(grid.Draw(rows), grid.PictureWidth, grid.PictureHeight(rows.Count)));
        File.WriteAllText(Path.Combine(folder, "captions.txt"), captions.ToString());
    }

    private byte[] SideBySide(byte[] left, byte[] right)
    {
        var (both, row) = (new byte[2 * left.Length], format.Width * 3);
        for (var i = 0; i * row < left.Length; i++)
        {
            left.AsSpan(i * row, row).CopyTo(both.AsSpan(2 * i * row));
            right.AsSpan(i * row, row).CopyTo(both.AsSpan((2 * i + 1) * row));
        }

        return both;
    }
}
