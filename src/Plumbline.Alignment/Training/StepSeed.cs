namespace Plumbline.Alignment.Training;

/// <summary>
/// Seeds for every step of a run: a pure function of the run's seed and the step, so nothing needs saving.
/// </summary>
/// <remarks>The finalizer of SplitMix64: Steele, Lea &amp; Flood, OOPSLA 2014.</remarks>
public static class StepSeed
{
    /// <summary>The seed of one part of one step.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="step">Number of the step.</param>
    /// <param name="part">Number of the part within the step.</param>
    /// <returns>A seed that shares no pattern with its neighbours.</returns>
    public static ulong Of(ulong seed, long step, int part) =>
        Mixed(Mixed(Mixed(seed) ^ (ulong)step) ^ (ulong)(uint)part);

    private static ulong Mixed(ulong value)
    {
        var z = value + 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
