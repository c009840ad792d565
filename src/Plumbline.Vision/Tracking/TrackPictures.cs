using Plumbline.Vision.Features;

namespace Plumbline.Vision.Tracking;

/// <summary>The brightness of frames, at a size in which corners are followed.</summary>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Gray">Brightness of each frame, byte[H × W].</param>
/// <param name="SourcePixels">Source pixels per pixel.</param>
internal sealed record TrackPictures(int Width, int Height, byte[][] Gray, double SourcePixels)
{
    // Larger pictures are shrunk: corners are followed as well, and what is measured is a share of the diagonal.
    private const double MostPixels = 65_536;

    /// <summary>Side of the square that is compared, as a share of the diagonal; 9 pixels at 128 × 128.</summary>
    private const double WindowShare = 0.05;

    /// <summary>A frame this much nearer to another than neighbours usually are shows the same.</summary>
    private const double RepeatShare = 0.15;

    /// <summary>Length of the diagonal in pixels.</summary>
    public double Diagonal => Math.Sqrt((double)Width * Width + (double)Height * Height);

    /// <summary>Prepares frames.</summary>
    /// <param name="frames">Frames of one size.</param>
    public static TrackPictures Prepare(IReadOnlyList<Frame> frames)
    {
        var (width, height) = (frames[0].Width, frames[0].Height);
        var scale = Math.Min(1, Math.Sqrt(MostPixels / ((double)width * height)));
        var (w, h) = ((int)Math.Round(width * scale), (int)Math.Round(height * scale));
        return new(w, h, [.. frames.Select(frame =>
        {
            var gray = Resampling.Gray(frame.Rgb, width, height);
            return Even(scale == 1 ? gray : Resampling.Resize(gray, width, height, 1, w, h, Interpolation.Area));
        })], 1 / scale);
    }

    /// <summary>
    /// Places of the frames that show what no frame before them shows: a picture shown twice is one witness.
    /// </summary>
    public int[] Fresh()
    {
        double Distance(int a, int b)
        {
            var sum = 0.0;
            for (var i = 0; i < Gray[a].Length; i++)
                sum += Math.Abs(Gray[a][i] - Gray[b][i]);
            return sum / Gray[a].Length;
        }

        double[] steps = [.. Enumerable.Range(1, Gray.Length - 1).Select(i => Distance(i - 1, i)).Order()];
        if (steps.Length == 0)
            return [0];
        var bound = RepeatShare * steps[steps.Length / 2];
        var fresh = new List<int> { 0 };
        for (var i = 1; i < Gray.Length; i++)
            if (fresh.All(place => Distance(place, i) > bound))
                fresh.Add(i);
        return [.. fresh];
    }

    /// <summary>The same pictures without some.</summary>
    public TrackPictures Only(int[] places) => this with { Gray = [.. places.Select(place => Gray[place])] };

    /// <summary>
    /// How far the typical corner travels from each frame to the next, pixels, double[F − 1]; 0 where none is followed.
    /// </summary>
    public double[] Steps(CancellationToken token)
    {
        var steps = new double[Gray.Length - 1];
        for (var i = 0; i < steps.Length; i++)
        {
            token.ThrowIfCancellationRequested();
            var window = TrackWindow.Follow(this, [i, i + 1], 0);
            double[] lengths = [.. Enumerable.Range(0, window.Count).Where(window.IsComplete).Select(p =>
                Math.Sqrt(Math.Pow(window.Points[1][2 * p] - window.Points[0][2 * p], 2)
                    + Math.Pow(window.Points[1][2 * p + 1] - window.Points[0][2 * p + 1], 2))).Order()];
            steps[i] = lengths.Length == 0 ? 0 : lengths[lengths.Length / 2];
        }

        return steps;
    }

    // Lucas and Kanade compare brightness itself; a fade or another exposure must not hide the corners.
    private static byte[] Even(byte[] gray)
    {
        var mean = gray.Average(level => (double)level);
        var spread = Math.Sqrt(gray.Average(level => (level - mean) * (level - mean)));
        return spread == 0 ? gray : Array.ConvertAll(gray, level =>
            (byte)Math.Clamp(Math.Round(128 + 50 * (level - mean) / spread), 0, 255));
    }

    /// <summary>Follows points with this size's window.</summary>
    public (float[] Points, bool[] Found) Follow(
        byte[] from, byte[] to, float[] points, float[] start, double leastTexture) =>
        PointTracking.Follow(
            from, to, Width, Height, points, start, 2 * (int)Math.Round(WindowShare * Diagonal / 2) + 1, leastTexture);
}
