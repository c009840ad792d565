using Plumbline.Vision;
using Plumbline.Vision.Metrics.VideoGpa;

namespace Plumbline.Tests.Golden.Subjects;

/// <summary>The unweighted epipolar fit on given matches: <c>SCENARIO.QUANTITY</c>.</summary>
internal sealed class VideoGpaEpipolarSubject : IGoldenSubject
{
    public string CasePrefix => "videogpa_epipolar";

    public GoldenTensor? Compute(GoldenCase golden, string output)
    {
        if (output.Split('.') is not [var scenario, var quantity] || !golden.InputNames.Contains(scenario + ".pts1"))
            return null;
        var first = golden.Input(scenario + ".pts1").ToPoints();
        var second = golden.Input(scenario + ".pts2").ToPoints();
        switch (quantity)
        {
            case "T1":
                return Matrix(EightPointFit.Normalisation(first));
            case "T2":
                return Matrix(EightPointFit.Normalisation(second));
            case "F":
                return Matrix(EightPointFit.Fundamental(first, second)!.Value);
            case "error":
                // Where we say absent, the reference writes −1.
                return GoldenTensor.Of(EpipolarConsistency.MeanDistancePixels(first, second) ?? -1);
            case "sampson_dist":
                var fitted = EightPointFit.Fundamental(first, second)!.Value;
                var distances = first.Zip(second, (a, b) => EpipolarConsistency.DistancePixels(fitted, a, b));
                return GoldenTensor.Of(distances, first.Count);
            case "sampson_sq_given_F":
                var given = Matrix3.FromRows(golden.Output(scenario + ".F").Values);
                var squares = first.Zip(second, (a, b) => EightPointFit.SampsonErrorSquaredPixels(given, a, b));
                return GoldenTensor.Of(squares, first.Count);
            default:
                return null;
        }
    }

    /// <summary>The case states errors in double precision too, which is what we compute in.</summary>
    public GoldenTensor Reference(GoldenCase golden, string output) =>
        DoublePrecisionError(golden, output) is { } error && output.EndsWith(".error", StringComparison.Ordinal)
            ? GoldenTensor.Of(error)
            : golden.Output(output);

    /// <summary>
    /// From the notes: the reference's single precision squares the conditioning, which costs 2·10⁻³ relative or 5·10⁻³
    /// px; where its own distance from double precision is larger, that is what it costs. The two checks free of it are
    /// tighter.
    /// </summary>
    public double Tolerance(GoldenCase golden, string output, double expected)
    {
        var ownError = DoublePrecisionError(golden, output) is { } error && !IsClean(golden, output)
            ? Math.Abs(golden.Output(output.Split('.')[0] + ".error").Scalar / error - 1)
            : 0;
        return output.Split('.')[1] switch
        {
            "error" when DoublePrecisionError(golden, output) is not null => 1e-4 * expected,
            "error" or "sampson_dist" => 5e-3 + Math.Max(golden.CaseTolerance, ownError) * Math.Abs(expected),
            "T1" or "T2" => 1e-5,
            // The entries themselves are worse conditioned than the distances that they give.
            "F" => Math.Max(5 * golden.CaseTolerance, ownError) * Math.Abs(expected),
            _ => golden.CaseTolerance * Math.Abs(expected) + 1e-6,
        };
    }

    private static double? DoublePrecisionError(GoldenCase golden, string output) =>
        golden.Config.TryGetProperty("error_float64", out var errors)
            && errors.TryGetProperty(output.Split('.')[0], out var error)
            ? error.GetDouble()
            : null;

    private static bool IsClean(GoldenCase golden, string output) =>
        golden.Config.TryGetProperty("scenarios", out var scenarios)
        && scenarios.TryGetProperty(output.Split('.')[0], out var scenario)
        && scenario.GetProperty("sigma").GetDouble() == 0;

    private static GoldenTensor Matrix(Matrix3 matrix) => GoldenTensor.Of(matrix.ToRows(), 3, 3);
}
