namespace Plumbline.Vision.Metrics.VideoGpa;

/// <summary>Brings frames to the size that the VGGT model looks at.</summary>
/// <remarks>
/// facebookresearch/vggt, <c>load_and_preprocess_images</c>, checked against the copy in VideoGPA at fb86241,
/// <c>utils/model_utils.py</c>. The model then takes the bytes divided by 255.
/// </remarks>
public static class VggtPictures
{
    private const int PatchPixels = 14;

    /// <summary>Full width at the target size; what stands out above and below is cut off.</summary>
    /// <param name="frame">Frame of any size.</param>
    /// <param name="targetPixels">Width, and largest height, of the result; a multiple of 14.</param>
    /// <returns>A frame whose height is a multiple of 14.</returns>
    /// <exception cref="ArgumentException">The frame is so wide that not one row of patches remains.</exception>
    public static Frame Crop(Frame frame, int targetPixels = 518)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var height = WholePatches(frame, frame.Height, targetPixels, frame.Width);
        var resized = AntialiasedResize.Resize(frame, targetPixels, height, ResampleFilter.Bicubic);
        if (height <= targetPixels)
            return resized;
        var first = 3 * targetPixels * ((height - targetPixels) / 2);
        var rgb = resized.Rgb[first..(first + 3 * targetPixels * targetPixels)];
        return new(rgb, targetPixels, targetPixels, frame.Index, frame.Time);
    }

    /// <summary>The whole frame in the middle of a white square.</summary>
    /// <param name="frame">Frame of any size.</param>
    /// <param name="targetPixels">Side of the square in pixels; a multiple of 14.</param>
    /// <returns>A square frame.</returns>
    /// <exception cref="ArgumentException">The frame is so narrow that not one row of patches remains.</exception>
    public static Frame Pad(Frame frame, int targetPixels = 518)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var (width, height) = frame.Width >= frame.Height
            ? (targetPixels, WholePatches(frame, frame.Height, targetPixels, frame.Width))
            : (WholePatches(frame, frame.Width, targetPixels, frame.Height), targetPixels);
        var resized = AntialiasedResize.Resize(frame, width, height, ResampleFilter.Bicubic);
        var rgb = new byte[3 * targetPixels * targetPixels];
        Array.Fill(rgb, (byte)255);
        var (left, top) = ((targetPixels - width) / 2, (targetPixels - height) / 2);
        for (var row = 0; row < height; row++)
            resized.Rgb.AsSpan(3 * row * width, 3 * width).CopyTo(rgb.AsSpan(3 * ((top + row) * targetPixels + left)));
        return new(rgb, targetPixels, targetPixels, frame.Index, frame.Time);
    }

    /// <summary>A side in proportion, to the nearest whole patch; halves go to the even one, as in Python.</summary>
    private static int WholePatches(Frame frame, int sidePixels, int targetPixels, int longSidePixels)
    {
        var patches = sidePixels * (targetPixels / (double)longSidePixels) / PatchPixels;
        var rounded = (int)Math.Round(patches, MidpointRounding.ToEven) * PatchPixels;
        return rounded > 0 ? rounded : throw new ArgumentException(
            $"VGGT picture: expected at least half a patch of {PatchPixels} px after resizing to {targetPixels}, " +
            $"got {frame}. Crop it first.", nameof(frame));
    }
}
