using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Plumbline.Alignment.Pairs;
using Plumbline.Alignment.Runs;
using Plumbline.Diffusion.Lora;

namespace Plumbline.Benchmarks.Alignment;

/// <summary>
/// Kills a small run of <c>plumb align</c> at random moments, resumes it each time, and compares the adapter's bytes.
/// </summary>
/// <remarks>
/// The kill is SIGKILL to the whole process tree. Where a run ends before all kills are spent, another one begins.
/// </remarks>
internal static class AlignmentKills
{
    private const int Rounds = 2;
    private const string BeforeTheFirst = "before the first stage of the sitting";
    private const string Between = "between two stages";
    private const string AfterTheLast = "after the last stage";

    private static readonly TimeSpan Earliest = TimeSpan.FromSeconds(0.3);

    // Clips of 32 pixels are too small for the geometry judge, so a reward that any clip has stands in for it.
    private static readonly string[] Asked =
    [
        "--preset", "demo", "--rounds", $"{Rounds}", "--prompts", "worlds:4", "--count", "3", "--steps", "4", "--size",
        "32", "--frames", "5",
        "--reward", "stillness", "--ungated", "--min-gap", "0", "--min-motion", "0", "--motion-tolerance", "1",
        "--motion-ratio", "0",
        "--train-steps", "10", "--batch", "1", "--eval-prompts", "worlds:1", "--eval-seeds", "1",
    ];

    /// <summary>Runs the campaign, and prints what it found as Markdown.</summary>
    /// <param name="plumb">The program.</param>
    /// <param name="count">Kills.</param>
    /// <param name="seed">Draws the moments.</param>
    /// <returns>0 where every run ended in the bytes of the one that was left alone.</returns>
    public static int Run(string plumb, int count, int seed)
    {
        var root = Directory.CreateTempSubdirectory("plumbline-kills-").FullName;
        var random = new Random(seed);

        // 1. What it should be, and how long a sitting takes.
        var (whole, clock) = (Path.Combine(root, "whole"), Stopwatch.StartNew());
        Sit(plumb, whole, null);
        var (expected, latest) = (ResultOf(whole), clock.Elapsed / 3);
        Console.Error.WriteLine(Say($"left alone: {clock.Elapsed.TotalSeconds:0.0} s, {expected[..12]}"));

        // 2. Kills.
        var (killed, runs, same) = (0, 0, 0);
        var places = new Dictionary<string, int>();
        while (killed < count)
        {
            var folder = Path.Combine(root, Say($"run-{++runs}"));
            for (var before = WrittenAt(folder);
                killed < count && !Sit(plumb, folder, Earliest + random.NextDouble() * (latest - Earliest)); before =
                    WrittenAt(folder))
            {
                var place = WrittenAt(folder) == before ? BeforeTheFirst : PlaceOf(folder);
                places[place] = places.GetValueOrDefault(place) + 1;
                Console.Error.WriteLine(Say($"kill {++killed} of {count}: {place}"));
            }

            if (killed >= count)
                Sit(plumb, folder, null);
            var found = ResultOf(folder);
            same += found == expected ? 1 : 0;
            Console.Error.WriteLine(Say($"run {runs} ended in {found[..12]}"));
        }

        // 3. The table.
        Console.WriteLine($"# plumb align, killed {killed} times, seed {seed}\n");
        Console.WriteLine($"    align-kills PLUMB {count} {seed}\n");
        Console.WriteLine(
            $"    plumb align {string.Join(' ', Asked[..(Asked.Length / 2)])} \\\n        {string.Join(' ', Asked[(Asked.Length / 2)..])}\n\nEach sitting was killed with SIGKILL after a time drawn evenly from {Say($"{Earliest.TotalSeconds:0.0} s to {latest.TotalSeconds:0.0} s")}, and the next one resumed\nit; a run that was left alone took {Say($"{3 * latest.TotalSeconds:0} s")}. Kills: {killed}. Runs that they fell into: {runs}. Runs that ended in the same bytes of\npairs and adapters of both rounds as the one that was left alone ({expected[..12]}): **{same} of {runs}**.\n");
        Console.WriteLine("| at work when it was killed | kills |\n|---|---|");
        foreach (var (place, times) in places.OrderBy(entry => Order(entry.Key)))
            Console.WriteLine(Say($"| {place} | {times} |"));
        if (same == runs)
            Directory.Delete(root, recursive: true);
        else
            Console.Error.WriteLine($"the runs are kept in {root}");
        return same == runs ? 0 : 1;
    }

    // Whether the run ended by itself.
    private static bool Sit(string plumb, string folder, TimeSpan? killAfter)
    {
        string[] asked = [
            "align", "--out", folder,
            .. File.Exists(Path.Combine(folder, AlignmentRecipe.Name)) ? ["--resume"] : Asked];
        using var process = Process.Start(
            new ProcessStartInfo(plumb, asked) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var (words, output) = (process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        if (killAfter is { } limit && !process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            return false;
        }

        process.WaitForExit();
        return process.ExitCode == 0
            ? true : throw new InvalidOperationException(
                $"plumb {string.Join(' ', asked)}: exit {process.ExitCode}: {output.Result}{words.Result}");
    }

    // The pairs and the adapter of every round.
    private static string ResultOf(string folder) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
            Enumerable.Range(1, Rounds).Select(round => Path.Combine(folder, $"round-{round}")).Select(round =>
                $"{File.ReadAllText(Path.Combine(round, PairFile.Name))} "
                + $"{NetworkAdapter.Sha256(Path.Combine(round, AlignmentRun.AdapterName))}")))));

    // Absent, it is long ago.
    private static DateTime WrittenAt(string folder) => File.GetLastWriteTimeUtc(Path.Combine(folder, StageLog.Name));

    // Stages go by in order, so what a sitting left open before the one that is at work has been closed since.
    private static string PlaceOf(string folder)
    {
        var log = StageLog.Read(folder);
        return log.FirstOrDefault(record => record.IsOpen) is { } open ? NameOf(open.Stage, open.Round)
            : log[^1].Stage == AlignmentStage.Comparison ? AfterTheLast : Between;
    }

    private static string NameOf(AlignmentStage stage, int? round) =>
        $"{stage.ToString().ToLowerInvariant()}{(round is { } number ? $" of round {number}" : "")}";

    private static int Order(string place) => Array.IndexOf(
        [
            BeforeTheFirst, NameOf(AlignmentStage.Lint, null),
            .. Enumerable.Range(1, Rounds).SelectMany(round =>
                new[] { AlignmentStage.Candidates, AlignmentStage.Judging, AlignmentStage.Pairs, AlignmentStage.Training }.Select(stage => NameOf(stage, round))),
            NameOf(AlignmentStage.Comparison, null), AfterTheLast, Between,
        ],
        place);

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
