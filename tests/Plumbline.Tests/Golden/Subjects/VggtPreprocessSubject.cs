using Plumbline.Vision;
using Plumbline.Vision.Metrics;
using Plumbline.Vision.Metrics.VideoGpa;

namespace Plumbline.Tests.Golden.Subjects;

/// <summary>
/// Frame selection and the pictures that VGGT sees: <c>IMAGE.crop.PART</c>, <c>IMAGE.pil_FILTER_HxW</c>,
/// <c>sample_idx_N_of_TOTAL</c>.
/// </summary>
internal sealed class VggtPreprocessSubject : IGoldenSubject
{
    /// <summary>The cases keep every 7th pixel of every 7th row.</summary>
    private const int Step = 7;

    public string CasePrefix => "videogpa_vggt_preprocess";

    public GoldenTensor? Compute(GoldenCase golden, string output)
    {
        if (output.Split('_') is ["sample", "idx", var count, "of", var total])
        {
            var indices = FrameSelection.Indices(int.Parse(total), int.Parse(count));
            return GoldenTensor.Of(indices.Select(index => (double)index), indices.Count);
        }

        var parts = output.Split('.');
        if (!golden.InputNames.Contains(parts[0]))
            return null;
        var frame = golden.Input(parts[0]).ToFrame();
        var target = golden.Config.GetProperty("size").GetInt32();
        return parts[1..] switch
        {
            ["crop", var part] => Part(VggtPictures.Crop(frame, target), part),
            ["pad", var part] => Part(VggtPictures.Pad(frame, target), part),
            [var resize] when resize.Split('_') is ["pil", var filter, var size] => Resized(frame, filter, size),
            _ => null,
        };
    }

    /// <summary>A sum over a row may differ by a level for each of its numbers.</summary>
    public double Tolerance(GoldenCase golden, string output, double expected) =>
        output.EndsWith(".shape", StringComparison.Ordinal) || output.StartsWith("sample_idx", StringComparison.Ordinal)
            ? 0
            : golden.Tolerance(output) * PictureParts.SummandCount(golden, output);

    private static GoldenTensor? Part(Frame frame, string part) => part == "shape"
        ? GoldenTensor.Of([1, 1, 3, frame.Height, frame.Width], 5)
        : PictureParts.Planar(frame, part, Step);

    private static GoldenTensor? Resized(Frame frame, string filter, string size)
    {
        if (!Enum.TryParse<ResampleFilter>(filter, ignoreCase: true, out var curve))
            return null;
        var (height, width) = PictureParts.Size(size);
        return GoldenTensor.Of(AntialiasedResize.Resize(frame, width, height, curve).Rgb, height, width, 3);
    }
}
