using Plumbline.Alignment.Evaluation;

namespace Plumbline.Benchmarks.Quality;

/// <summary>Says on stderr how an evaluation goes, every half minute and at the end of a stage.</summary>
internal sealed class QualityLine : IProgress<QualityProgress>
{
    private static readonly TimeSpan NewLine = TimeSpan.FromSeconds(30);
    private readonly TimeProvider _clock = TimeProvider.System;
    private long? _last;

    public void Report(QualityProgress value)
    {
        if (value.Done != value.Total && _last is { } last && _clock.GetElapsedTime(last) < NewLine)
            return;
        _last = _clock.GetTimestamp();
        Console.Error.WriteLine($"{value.Stage}: {value.Done} of {value.Total}");
    }
}
