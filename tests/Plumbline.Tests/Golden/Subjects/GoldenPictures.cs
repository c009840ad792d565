using Plumbline.Vision;
using Plumbline.Vision.Metrics.VideoGpa;

namespace Plumbline.Tests.Golden.Subjects;

/// <summary>Golden tensors as the nouns that our methods take.</summary>
internal static class GoldenPictures
{
    /// <summary>[H, W, 3] levels.</summary>
    public static Frame ToFrame(this GoldenTensor tensor) =>
        new(tensor.Bytes, (int)tensor.Shape[1], (int)tensor.Shape[0]);

    /// <summary>[F, 3, H, W] or [F, H, W, 3], in whichever range.</summary>
    public static UnitPictures ToPictures(this GoldenTensor tensor)
    {
        var planar = tensor.Shape[1] == 3 ? tensor.Floats : Planes(tensor);
        var (height, width) = tensor.Shape[1] == 3
            ? (tensor.Shape[2], tensor.Shape[3])
            : (tensor.Shape[1], tensor.Shape[2]);
        return UnitPictures.OfGuessedRange(planar, (int)tensor.Shape[0], (int)height, (int)width);
    }

    /// <summary>[F, 3, 4] or [F, 4, 4].</summary>
    public static IReadOnlyList<Rigid3> ToPoses(this GoldenTensor tensor) =>
        [.. Enumerable.Range(0, (int)tensor.Shape[0]).Select(i => Pose(tensor.At(i)))];

    /// <summary>[F, 3, 3] or [F, 4, 4].</summary>
    public static IReadOnlyList<Matrix3> ToCalibrations(this GoldenTensor tensor) =>
        [.. Enumerable.Range(0, (int)tensor.Shape[0]).Select(i => UpperLeft(tensor.At(i)))];

    /// <summary>[N, 2] pixels.</summary>
    public static IReadOnlyList<Point2> ToPoints(this GoldenTensor tensor) =>
        [.. Enumerable.Range(0, (int)tensor.Shape[0])
            .Select(i => new Point2(tensor.Values[2 * i], tensor.Values[2 * i + 1]))];

    public static Matrix3 UpperLeft(GoldenTensor matrix)
    {
        var columns = (int)matrix.Shape[1];
        return Matrix3.FromRows([.. Enumerable.Range(0, 9).Select(i => matrix.Values[i / 3 * columns + i % 3])]);
    }

    private static Rigid3 Pose(GoldenTensor matrix) =>
        new(UpperLeft(matrix), new(matrix.Values[3], matrix.Values[7], matrix.Values[11]));

    private static float[] Planes(GoldenTensor interleaved)
    {
        var pixelCount = (int)(interleaved.Shape[1] * interleaved.Shape[2]);
        var planes = new float[interleaved.Values.Length];
        for (var f = 0; f < interleaved.Shape[0]; f++)
            for (var i = 0; i < pixelCount; i++)
                for (var c = 0; c < 3; c++)
                    planes[(3 * f + c) * pixelCount + i] = (float)interleaved.Values[3 * (f * pixelCount + i) + c];
        return planes;
    }
}
