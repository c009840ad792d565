namespace Plumbline.Cli.Reporting;

/// <summary>Collects the clips of a long run and keeps pictures only of those that a reader looks at first.</summary>
/// <remarks>
/// Kept are the worst <see cref="WorstCount"/> and the best <see cref="BestCount"/> scored clips and the first
/// <see cref="UnscoredCount"/> others, so that a page over a thousand clips stays below about 60 MB. What is kept
/// depends on scores and positions alone, not on the order in which clips arrive.
/// </remarks>
internal sealed class EvidenceShelf
{
    /// <summary>How many of the lowest scores keep their pictures.</summary>
    public const int WorstCount = 16;

    /// <summary>How many of the highest scores keep their pictures.</summary>
    public const int BestCount = 8;

    /// <summary>How many clips without a score keep their pictures.</summary>
    public const int UnscoredCount = 24;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, ReportClip> _clips = [];
    private readonly SortedSet<(double Score, int Position)> _scored = [];
    private readonly SortedSet<int> _unscored = [];

    /// <summary>The clips by position, pictures dropped where there is no room.</summary>
    public IReadOnlyList<ReportClip> Clips
    {
        get
        {
            lock (_gate)
                return [.. _clips.Values];
        }
    }

    /// <summary>Adds one clip; may be called from several threads.</summary>
    /// <param name="position">Place of the clip in the input, each used once.</param>
    /// <param name="clip">The packed clip.</param>
    public void Add(int position, ReportClip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        lock (_gate)
        {
            _clips.Add(position, clip);
            if (clip.Evidence is null)
                return;
            if (clip.Score is { } score)
                _scored.Add((score, position));
            else
                _unscored.Add(position);
            DropWhatHasNoRoom();
        }
    }

    private void DropWhatHasNoRoom()
    {
        if (_unscored.Count > UnscoredCount)
        {
            Drop(_unscored.Max);
            _unscored.Remove(_unscored.Max);
        }

        if (_scored.Count > WorstCount + BestCount)
        {
            var middle = _scored.ElementAt(WorstCount);
            Drop(middle.Position);
            _scored.Remove(middle);
        }
    }

    private void Drop(int position) => _clips[position] = _clips[position] with { Evidence = null };
}
