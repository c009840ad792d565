using System.Diagnostics;
using System.Globalization;
using Plumbline.Tensors;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Benchmarks.Worlds;

/// <summary>The verb <c>worlds</c>: how many training clips a second this machine renders.</summary>
internal static class WorldSpeed
{
    private const int RoundCount = 5;
    private static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(2);

    /// <summary>Measures and prints a table in Markdown.</summary>
    /// <returns>Exit code 0.</returns>
    public static int Run()
    {
        var processors = Environment.ProcessorCount;
        Line($"# Worlds on {EngineReport.Measure().Processor ?? "an unnamed processor"}");
        Line($"");
        Line(
            $"Training clips of 17 frames, made from a seed and rendered, one clip per thread; .NET {Environment.Version}.");
        Line($"Rounds of {RoundTime.TotalSeconds:0} s: the fastest of {RoundCount}, and their median.");
        Line($"");
        Line($"| size | planes | threads | clips a second, fastest | median | clips a second of processor time |");
        Line($"|---|---|---|---|---|---|");
        foreach (var size in (int[])[64, 128])
        {
            Measure(size, RenderedTruth.None, 1);
            Measure(size, RenderedTruth.None, processors);
        }

        Measure(128, RenderedTruth.All, processors);
        return 0;
    }

    private static void Measure(int size, RenderedTruth truth, int threadCount)
    {
        var format = new WorldFormat(size, size);
        // The first round is the compiler's.
        Round(format, truth, threadCount);
        var rounds = Enumerable.Range(0, RoundCount).Select(_ => Round(format, truth, threadCount))
            .OrderBy(round => round.PerSecond).ToArray();
        var (fastest, median) = (rounds[^1], rounds[RoundCount / 2]);
        var planes = truth == RenderedTruth.None ? "RGB" : "all";
        Line(
            $"| {size} × {size} | {planes} | {threadCount} | {fastest.PerSecond:0.0} | {median.PerSecond:0.0} | {rounds.Max(round => round.PerProcessorSecond):0.0} |");
    }

    private static (double PerSecond, double PerProcessorSecond) Round(
        WorldFormat format, RenderedTruth truth, int threadCount)
    {
        var (seed, count) = (0L, 0);
        using var process = Process.GetCurrentProcess();
        var (clock, before) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        var threads = Enumerable.Range(0, threadCount).Select(_ => new Thread(() =>
        {
            while (clock.Elapsed < RoundTime)
            {
                var world = TrainingWorld.FromSeed(Interlocked.Increment(ref seed), format);
                if (truth == RenderedTruth.None)
                    world.FilmRgb();
                else
                    world.Film(truth, threadCount: 1);
                Interlocked.Increment(ref count);
            }
        })).ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        var seconds = clock.Elapsed.TotalSeconds;
        process.Refresh();
        return (count / seconds, count / (process.TotalProcessorTime - before).TotalSeconds);
    }

    private static void Line(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
