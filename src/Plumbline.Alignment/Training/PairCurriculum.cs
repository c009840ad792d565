namespace Plumbline.Alignment.Training;

/// <summary>Which pair comes when: easy ones first, then all, each round in an order of its own.</summary>
/// <remarks>
/// Bengio et al. 2009, Curriculum Learning. A pair is the easier, the larger its margin. The order is a pure function
/// of the sample's number, so that a resumed run, and each of several processes, finds its place.
/// </remarks>
internal sealed class PairCurriculum
{
    private const ulong Seed = 3;

    private readonly int[] _byEase;
    private readonly double _rounds;
    private readonly double _start;

    private (long Number, int[] Pairs) _round = (-1, []);

    /// <summary>Prepares the order.</summary>
    /// <param name="margins">Margin of each pair.</param>
    /// <param name="rounds">Rounds through the pairs over which harder ones join.</param>
    /// <param name="start">Share of the pairs to begin with.</param>
    public PairCurriculum(IReadOnlyList<double> margins, double rounds, double start)
    {
        _byEase = [.. Enumerable.Range(0, margins.Count).OrderByDescending(i => margins[i]).ThenBy(i => i)];
        (_rounds, _start) = (rounds, start);
    }

    /// <summary>The pair of a sample.</summary>
    /// <param name="sample">Number of the sample, from 0.</param>
    /// <returns>Number of the pair.</returns>
    public int At(long sample)
    {
        var count = _byEase.Length;
        var curriculum = (long)Math.Ceiling(_rounds * count);
        if (sample < curriculum)
        {
            var pool = Math.Clamp((int)Math.Ceiling(count * (_start + (1 - _start) * sample / curriculum)), 1, count);
            return _byEase[StepSeed.Of(Seed, sample, 0) % (ulong)pool];
        }

        var (round, place) = Math.DivRem(sample - curriculum, count);
        if (_round.Number != round)
            _round = (round, [.. Enumerable.Range(0, count).OrderBy(i => StepSeed.Of(Seed, round, i + 1))]);
        return _round.Pairs[place];
    }
}
