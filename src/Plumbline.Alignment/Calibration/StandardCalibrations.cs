using System.Reflection;

namespace Plumbline.Alignment.Calibration;

/// <summary>
/// Calibrations that come with the program: of its judges, on clips of the size that its own model makes.
/// </summary>
/// <remarks><c>docs/calibration.md</c> has the commands that made them.</remarks>
public static class StandardCalibrations
{
    private const string Prefix = "calibrations/";
    private static readonly Lazy<List<CalibrationReport>> Reports = new(
        Read, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<CalibrationReport> All => Reports.Value;

    /// <summary>Finds the calibration of a judge on clips of a size.</summary>
    /// <param name="judge">Name of the judge.</param>
    /// <param name="judgeVersion">Its version; what was found about another one says nothing.</param>
    /// <param name="width">Width of the clips in pixels.</param>
    /// <param name="height">Height of the clips in pixels.</param>
    /// <returns>The calibration; absent where none comes with the program.</returns>
    public static CalibrationReport? Find(string judge, string judgeVersion, int width, int height) =>
        All.FirstOrDefault(report => report.Judge == judge && report.JudgeVersion == judgeVersion
            && report.Clips.All(clip => clip.HasSize(width, height) == true));

    private static List<CalibrationReport> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var reports = new List<CalibrationReport>();
        foreach (var name in assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            reports.Add(CalibrationJson.Parse(reader.ReadToEnd(), name));
        }

        return reports;
    }
}
