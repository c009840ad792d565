using System.Globalization;
using System.Text;

namespace Plumbline.Benchmarks.Fuzzing;

/// <summary>The table of a fuzz campaign.</summary>
internal static class FuzzReport
{
    /// <summary>Writes the table.</summary>
    /// <param name="tallies">What came of each kind of file.</param>
    /// <param name="seed">The seed of the campaign.</param>
    /// <param name="elapsed">Time for all of it.</param>
    /// <returns>Markdown.</returns>
    public static string Write(IReadOnlyDictionary<string, FuzzTally> tallies, int seed, TimeSpan elapsed)
    {
        var count = tallies.Values.Sum(tally => tally.Count);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Fuzz campaign: {count} damaged files, seed {seed}

                dotnet run --project benchmarks/Plumbline.Benchmarks -c Release -- fuzz --count {count} --seed {seed}

            Each file is a sound one with one to four of: flipped bits, extreme numbers, a cut, a splice from another file, a
            gap; half of the flips and numbers in the head. *Read* means decoded to its end with no complaint (the damage
            lay where it changes pixels or nothing at all). *Refused* means one `MediaException` or `CheckpointException`;
            *tool crashes* are those among them where FFmpeg died in its own process. *Hangs* took more than 120 s, *defects* are
            any other exception; both must be 0.

            | file | count | read | refused | tool crashes | hangs | defects | longest |
            |---|---|---|---|---|---|---|---|

            """);
        foreach (var (name, tally) in tallies)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {name} | {tally.Count} | {tally.Read} | {tally.Refused} | {tally.ToolCrashes} | {tally.Hangs} | "
                + $"{tally.Defects} | {tally.Longest.TotalMilliseconds:0} ms |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"""

            In {elapsed:hh\:mm\:ss}; peak memory {MemoryPeak.OwnBytes() / 1e6:0} MB in this process, {MemoryPeak.LargestChildBytes() / 1e6:0} MB in the largest
            FFmpeg process.

            """);
        return text.ToString();
    }
}
