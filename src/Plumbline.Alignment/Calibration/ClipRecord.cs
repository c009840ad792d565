namespace Plumbline.Alignment.Calibration;

/// <summary>How one clip did before it was damaged.</summary>
/// <param name="Name">Name of the clip.</param>
public sealed record ClipRecord(string Name)
{
    /// <summary>SHA-256 of its pixels; absent when it could not be read.</summary>
    public string? ContentHash { get; init; }

    /// <summary>Size, length and rate; absent when it could not be read.</summary>
    public string? Format { get; init; }

    /// <summary>
    /// Horizontal focal length that the judge was told, pixels of the clip; absent where it was told none.
    /// </summary>
    public double? FocalPixels { get; init; }

    /// <summary>What the judge said of the untouched clip; absent when it could not be read.</summary>
    public Outcome? Clean { get; init; }

    /// <summary>
    /// What the judge said of the clip as resampling alone leaves it, see <see cref="ResamplingControl"/>.
    /// </summary>
    public Outcome? Control { get; init; }

    /// <summary>Why it could not be read; absent when it could.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether it has a size; absent when it could not be read.</summary>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    public bool? HasSize(int width, int height) => Format?.Contains($" {width}×{height} ", StringComparison.Ordinal);
}
