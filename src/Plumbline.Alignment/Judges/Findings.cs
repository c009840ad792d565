using System.Globalization;
using Plumbline.Vision.Depth;

namespace Plumbline.Alignment.Judges;

/// <summary>Says in plain words where and when a shot breaks.</summary>
internal static class Findings
{
    private const int Places = 3;

    /// <summary>A place is broken when less than this share of its tests is explained.</summary>
    private const double BrokenCredit = 0.6;

    /// <summary>Least share of a frame's tests that a place must hold to be worth a sentence.</summary>
    private const double LeastShare = 0.02;
    private const int Most = 12;
    private static readonly string[] Rows = ["upper", "middle", "lower"];
    private static readonly string[] Columns = ["left", "centre", "right"];

    /// <summary>Collects broken places over consecutive frames, worst first.</summary>
    /// <param name="tests">Tests of the frames, in order.</param>
    /// <param name="frameIndices">Source index of each frame.</param>
    /// <param name="gridWidth">Width of the grid.</param>
    /// <param name="sourcePixels">Source pixels per canonical pixel.</param>
    public static IReadOnlyList<Finding> Describe(
        FrameTest[] tests, IReadOnlyList<int> frameIndices, int gridWidth, double sourcePixels)
    {
        var gridHeight = tests[0].ErrorSum.Length / gridWidth;
        var findings = new List<(Finding Finding, double Harm)>();
        for (var place = 0; place < Places * Places; place++)
        {
            var run = new List<(int Frame, double Error, double Area, double Harm)>();
            for (var i = 0; i <= tests.Length; i++)
            {
                if (i < tests.Length && Broken(tests[i], place, gridWidth, gridHeight) is { } found)
                {
                    run.Add((frameIndices[i], found.Error * sourcePixels, found.Area, found.Harm));
                    continue;
                }

                if (run.Count > 0)
                    findings.Add((Sentence(run, place), run.Sum(r => r.Harm)));
                run.Clear();
            }
        }

        return [.. findings.OrderByDescending(f => f.Harm).ThenBy(f => f.Finding.FirstFrame).Take(Most).Select(
            f => f.Finding)];
    }

    private static (double Error, double Area, double Harm)? Broken(FrameTest test, int place, int width, int height)
    {
        double weight = 0, credit = 0, broken = 0;
        var errors = new List<float>();
        for (var y = place / Places * height / Places; y < (place / Places + 1) * height / Places; y++)
            for (var x = place % Places * width / Places; x < (place % Places + 1) * width / Places; x++)
            {
                var g = y * width + x;
                weight += test.WeightSum[g];
                credit += test.CreditSum[g];
                if (test.WeightSum[g] > 0 && test.CreditSum[g] < 0.5f * test.WeightSum[g])
                {
                    errors.Add(test.ErrorSum[g] / test.WeightSum[g]);
                    broken++;
                }
            }

        if (errors.Count == 0 || weight < LeastShare * test.Weight || credit >= BrokenCredit * weight)
            return null;
        errors.Sort();
        return (errors[errors.Count / 2], broken / (width * height), weight - credit);
    }

    private static Finding Sentence(List<(int Frame, double Error, double Area, double Harm)> run, int place)
    {
        var name = place == 4 ? "centre" : $"{Rows[place / Places]} {Columns[place % Places]}";
        var error = run.Average(r => r.Error);
        var frames = run.Count == 1 ? $"Frame {run[0].Frame}" : $"Frames {run[0].Frame}–{run[^1].Frame}";
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{frames}, {name}: texture moves {error:0.0} px against the scene");
        return new(run[0].Frame, run[^1].Frame, name, error, run.Average(r => r.Area), text);
    }
}
