using System.Diagnostics;
using System.Globalization;
using Plumbline.Alignment.Pairs;
using Plumbline.Diffusion.Lora;

namespace Plumbline.Benchmarks.Alignment;

/// <summary>Kills a small run of <c>plumb align</c> at random moments, resumes it each time, and compares the adapter's bytes.</summary>
/// <remarks>The kill is SIGKILL to the whole process tree. Where a run ends before all kills are spent, another one begins.</remarks>
internal static class AlignmentKills
{
    private static readonly TimeSpan Earliest = TimeSpan.FromSeconds(0.3);

    /// <summary>Runs the campaign.</summary>
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
        var latest = clock.Elapsed / 3;
        var expected = AdapterOf(whole);
        Console.WriteLine(Say($"uninterrupted: {clock.Elapsed.TotalSeconds:0.0} s, adapter {expected[..12]}"));

        // 2. Kills.
        var (killed, runs, same) = (0, 0, 0);
        var places = new Dictionary<string, int>();
        while (killed < count)
        {
            var folder = Path.Combine(root, Say($"run-{++runs}"));
            while (killed < count && !Sit(plumb, folder, Earliest + random.NextDouble() * (latest - Earliest)))
            {
                killed++;
                var place = Place(folder);
                places[place] = places.GetValueOrDefault(place) + 1;
            }

            if (killed >= count)
                Sit(plumb, folder, null);
            var found = AdapterOf(folder);
            same += found == expected ? 1 : 0;
            Console.WriteLine(Say($"run {runs}: {killed} of {count} kills so far, adapter {found[..12]}"));
        }

        Console.WriteLine(Say($"{killed} kills in {runs} runs; {same} of {runs} ended in the same adapter bytes"));
        foreach (var (place, times) in places.OrderByDescending(entry => entry.Value))
            Console.WriteLine(Say($"  {times,3} × {place}"));
        Directory.Delete(root, recursive: true);
        return same == runs ? 0 : 1;
    }

    // Whether the run ended by itself.
    private static bool Sit(string plumb, string folder, TimeSpan? killAfter)
    {
        string[] asked = File.Exists(Path.Combine(folder, "recipe.json"))
            ? ["align", "--out", folder, "--resume"]
            : ["align", "--out", folder, "--preset", "demo", "--prompts", "worlds:3", "--count", "3", "--steps", "4", "--min-gap", "0",
                "--min-motion", "0", "--motion-tolerance", "1", "--motion-ratio", "0", "--train-steps", "10", "--batch", "1", "--eval-prompts", "worlds:1",
                "--eval-seeds", "1", "--rounds", "2", "--ungated"];
        using var process = Process.Start(new ProcessStartInfo(plumb, asked) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var words = process.StandardError.ReadToEndAsync();
        if (killAfter is { } limit && !process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            return false;
        }

        process.WaitForExit();
        return process.ExitCode == 0
            ? true : throw new InvalidOperationException($"plumb {string.Join(' ', asked)}: exit {process.ExitCode}: {words.Result}");
    }

    private static string AdapterOf(string folder) => NetworkAdapter.Sha256(Path.Combine(folder, "round-2", "adapter"));

    // The furthest thing that was there when the process died.
    private static string Place(string folder)
    {
        bool Has(string name) => File.Exists(Path.Combine(folder, name)) || Directory.Exists(Path.Combine(folder, name));
        return Has("comparison") ? "comparison"
            : Has("round-2/adapter") ? "training of round 2" : Has($"round-2/{PairFile.Name}") ? "pairs of round 2"
            : Has("round-2") ? "candidates or judging of round 2"
            : Has("round-1/adapter") ? "training of round 1" : Has($"round-1/{PairFile.Name}") ? "pairs of round 1"
            : Has("round-1") ? "candidates or judging of round 1" : Has("recipe.json") ? "lint" : "start";
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
