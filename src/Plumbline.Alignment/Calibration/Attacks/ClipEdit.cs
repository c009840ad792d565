using Plumbline.Vision;

namespace Plumbline.Alignment.Calibration;

/// <summary>Builds clips from the frames of others.</summary>
internal static class ClipEdit
{
    /// <summary>Plays frames in a new order at the frame rate of the clip.</summary>
    /// <param name="clip">Where size and frame rate come from.</param>
    /// <param name="frames">Frames in the order to play.</param>
    public static Video Play(Video clip, IEnumerable<Frame> frames)
    {
        var played = frames.Select((frame, i) => frame.At(i, TimeSpan.FromSeconds(i / clip.FramesPerSecond)));
        return new([.. played], clip.FramesPerSecond);
    }

    /// <summary>Changes the picture of every frame.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="change">From a frame and its position to new bytes, byte[H × W × 3].</param>
    /// <param name="cancellationToken">Stops between frames.</param>
    public static Video Change(Video clip, Func<Frame, int, byte[]> change, CancellationToken cancellationToken) =>
        Play(clip, clip.Frames.Select((frame, i) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new Frame(change(frame, i), frame.Width, frame.Height);
        }));
}
