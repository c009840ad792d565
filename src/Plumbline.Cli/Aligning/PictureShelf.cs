namespace Plumbline.Cli.Aligning;

/// <summary>The clips that the page carries, each once, however often it is shown.</summary>
internal sealed class PictureShelf
{
    private readonly List<string> _clips = [];
    private readonly Dictionary<string, int> _places = [];

    /// <summary>The clips in the order in which they were asked for, see <see cref="StripJson"/>.</summary>
    public IReadOnlyList<string> Clips => _clips;

    /// <summary>The place of a clip; it is packed when it is asked for first.</summary>
    /// <param name="name">Names the clip.</param>
    /// <param name="pack">Packs it.</param>
    /// <returns>Its number on the page.</returns>
    public int Find(string name, Func<string> pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        if (_places.TryGetValue(name, out var place))
            return place;
        _clips.Add(pack());
        return _places[name] = _clips.Count - 1;
    }
}
