namespace Plumbline.Alignment.Training;

/// <summary>The files that a preference run begins with.</summary>
/// <param name="Base">Model that the adapter is for, as <see cref="Diffusion.Mini.MiniModelFile"/> reads it.</param>
/// <param name="Pairs">List of the pairs, see <see cref="Pairs.PairFile"/>.</param>
public sealed record PreferenceSources(string Base, string Pairs)
{
    /// <summary>Folder of an adapter to go on from, as from the round before; a fresh one when absent.</summary>
    public string? Adapter { get; init; }
}
