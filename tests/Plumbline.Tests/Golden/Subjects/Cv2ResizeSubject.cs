using Plumbline.Vision;
using Plumbline.Vision.Features;
using Plumbline.Vision.Metrics.VideoGpa;

namespace Plumbline.Tests.Golden.Subjects;

/// <summary>
/// OpenCV's resampling: <c>IMAGE.linear.HxW</c>, <c>IMAGE.gray</c>, <c>IMAGE.center_crop_SIDE.PART</c>.
/// </summary>
internal sealed class Cv2ResizeSubject : IGoldenSubject
{
    public string CasePrefix => "cv2_resize";

    public GoldenTensor? Compute(GoldenCase golden, string output)
    {
        if (output.Split('.') is not [var image, var operation, .. var rest] || !golden.InputNames.Contains(image))
            return null;
        var frame = golden.Input(image).ToFrame();
        return (operation, rest) switch
        {
            ("gray", []) => Gray(frame),
            ("nearest", [var size]) => Resized(frame, Interpolation.Nearest, size),
            ("linear", [var size]) => Resized(frame, Interpolation.Linear, size),
            ("cubic", [var size]) => Resized(frame, Interpolation.Cubic, size),
            ("area", [var size]) => Resized(frame, Interpolation.Area, size),
            (_, [var part]) when operation.StartsWith("center_crop_", StringComparison.Ordinal) =>
                PictureParts.Interleaved(Square(frame, operation["center_crop_".Length..]), part),
            _ => null,
        };
    }

    /// <summary>A sum over a row may differ by a level for each of its numbers.</summary>
    public double Tolerance(GoldenCase golden, string output, double expected) =>
        golden.Tolerance(output) * PictureParts.SummandCount(golden, output);

    private static GoldenTensor Gray(Frame frame) =>
        GoldenTensor.Of(Resampling.Gray(frame.Rgb, frame.Width, frame.Height), frame.Height, frame.Width);

    private static Frame Square(Frame frame, string side) => FrameSelection.CentreSquare(frame, int.Parse(side));

    private static GoldenTensor Resized(Frame frame, Interpolation interpolation, string size)
    {
        var (height, width) = PictureParts.Size(size);
        var rgb = Resampling.Resize(frame.Rgb, frame.Width, frame.Height, 3, width, height, interpolation);
        return GoldenTensor.Of(rgb, height, width, 3);
    }
}
