using System.Globalization;

namespace Plumbline.Tests.Golden;

public sealed class GoldenTests
{
    private const string NoFolder = "(no golden folder)";

    public static TheoryData<string> CaseNames() => [.. GoldenFolder.CaseNames.DefaultIfEmpty(NoFolder)];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void The_reference_is_reproduced(string caseName)
    {
        Assert.SkipWhen(caseName == NoFolder,
            $"No reference values in {GoldenFolder.Path}; PLUMBLINE_GOLDEN names another folder.");
        var folder = Path.Combine(GoldenFolder.Path, caseName);
        Assert.SkipWhen(
            caseName == "videogpa_dataset_pairs",
            "Files and not tensors: Plumbline.Tests.Pairs.VideoGpaPairTests reproduces it.");
        var kind = GoldenSubjects.For(caseName) is null ? GoldenCase.StatedKind(folder) ?? caseName : caseName;
        if (GoldenSubjects.For(kind) is not { } subject)
        {
            Assert.Skip("Not covered yet.");
            return;
        }

        using var golden = GoldenCase.Open(folder);
        var computed = golden.OutputNames.ToDictionary(output => output, output => subject.Compute(golden, output));
        var problems = computed.Where(pair => pair.Value is not null)
            .Select(pair => Difference(golden, subject, pair.Key, pair.Value!)).OfType<string>().ToList();
        var unknown = computed.Where(pair => pair.Value is null).Select(pair => pair.Key).ToList();

        Assert.True(problems.Count == 0,
            $"{problems.Count} of {computed.Count} outputs differ:\n{string.Join('\n', problems)}");
        Assert.SkipWhen(
            unknown.Count > 0,
            $"{computed.Count - unknown.Count} of {computed.Count} outputs agree; " +
            $"not covered yet: {string.Join(", ", unknown)}.");
    }

    private static string? Difference(GoldenCase golden, IGoldenSubject subject, string output, GoldenTensor computed)
    {
        var expected = subject.Reference(golden, output);
        if (!expected.Shape.SequenceEqual(computed.Shape))
            return $"{output}: expected shape [{string.Join(", ", expected.Shape)}], " +
                $"got [{string.Join(", ", computed.Shape)}]";
        var (worst, worstExcess) = (-1, 0.0);
        for (var i = 0; i < expected.Values.Length; i++)
        {
            var difference = Math.Abs(expected.Values[i] - computed.Values[i]);
            var excess = difference - subject.Tolerance(golden, output, expected.Values[i]);
            // A NaN on either side must not pass for agreement.
            if (!(excess <= worstExcess))
                (worst, worstExcess) = (i, double.IsNaN(excess) ? double.PositiveInfinity : excess);
        }

        return worst < 0 ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"{output}[{worst}]: expected {expected.Values[worst]:g9}, got {computed.Values[worst]:g9}, " +
            $"tolerance {subject.Tolerance(golden, output, expected.Values[worst]):g3}");
    }
}
