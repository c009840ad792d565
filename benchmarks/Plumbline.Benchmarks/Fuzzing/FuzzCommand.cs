using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Plumbline.Benchmarks.Fuzzing;

/// <summary>
/// The fuzz campaign: damaged files, two videos to three checkpoints, must be read or refused with one clear exception,
/// in bounded time and memory. Every file is made from the seed and its number alone, so any one can be made again.
/// </summary>
internal static class FuzzCommand
{
    private static readonly TimeSpan HangLimit = TimeSpan.FromSeconds(120);

    public static int Run(string[] arguments)
    {
        var count = int.Parse(Option(arguments, "--count") ?? "10000", CultureInfo.InvariantCulture);
        var seed = int.Parse(Option(arguments, "--seed") ?? "1", CultureInfo.InvariantCulture);
        var workerCount = int.Parse(Option(arguments, "--workers") ?? "2", CultureInfo.InvariantCulture);
        var only = Option(arguments, "--only") is { } number
            ? int.Parse(number, CultureInfo.InvariantCulture)
            : (int?)null;
        var folder = Directory.CreateTempSubdirectory("plumbline-fuzz-").FullName;
        try
        {
            var videos = FuzzTargets.Videos(folder);
            var checkpoints = FuzzTargets.Checkpoints(folder);
            var tallies = videos.Concat(checkpoints).ToDictionary(target => target.Name, _ => new FuzzTally());
            var clock = Stopwatch.StartNew();
            var done = 0;
            var isStopped = false;
            // A campaign that is asked to stop reports what it has.
            void Stop(PosixSignalContext signal) => isStopped = signal.Cancel = true;
            using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
            using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
            var numbers = only is { } one ? [one] : Enumerable.Range(0, count);
            Parallel.ForEach(numbers, new ParallelOptions { MaxDegreeOfParallelism = workerCount }, index =>
            {
                if (Volatile.Read(ref isStopped))
                    return;
                var (kind, position) = index % 5 < 2 ? (videos, index / 5 * 2 + index % 5) : (checkpoints, index);
                var target = kind[position % kind.Count];
                var other = videos[(position + 1) % videos.Count].Sound;
                var bytes = Mutation.Apply(target.Sound, other, new Random(HashCode(seed, index)));
                Try(
                    index, target, bytes, Path.Combine(folder, $"damaged-{index}.{target.Extension}"),
                    tallies[target.Name]);
                if (Interlocked.Increment(ref done) is var total && total % 500 == 0)
                    Console.Error.WriteLine($"{total} of {count} in {clock.Elapsed:hh\\:mm\\:ss}");
            });
            var table = FuzzReport.Write(tallies, seed, clock.Elapsed);
            Console.Write(table);
            if (Option(arguments, "--results") is { } results)
                File.WriteAllText(results, table);
            return tallies.Values.Any(tally => tally.Defects + tally.Hangs > 0) ? 1 : 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Try(int index, FuzzTarget target, byte[] bytes, string path, FuzzTally tally)
    {
        File.WriteAllBytes(path, bytes);
        using var limit = new CancellationTokenSource(HangLimit);
        var clock = Stopwatch.StartNew();
        Exception? failure = null;
        try
        {
            target.Open(path, limit.Token);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        File.Delete(path);
        if (tally.Add(failure, clock.Elapsed) is { } remark)
            Console.Error.WriteLine($"{index} {target.Name}: {remark}");
    }

    // .NET's own hash codes differ from run to run.
    private static int HashCode(int seed, int index) => unchecked(seed * 1_000_003 + index * 7919);

    private static string? Option(string[] arguments, string name)
    {
        var at = Array.IndexOf(arguments, name);
        return at >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
    }
}
