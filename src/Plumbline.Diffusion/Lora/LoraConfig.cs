using System.Text.RegularExpressions;
using Plumbline.Tensors.Modules;
using Plumbline.Tensors.Modules.Lora;

namespace Plumbline.Diffusion.Lora;

/// <summary>
/// Which layers of a network have low-rank adapters, of what rank and strength, as PEFT describes it.
/// </summary>
/// <remarks>
/// Hu et al. 2021, arXiv:2106.09685; fields and their reading as huggingface/peft 5d602fd,
/// src/peft/tuners/lora/config.py.
/// </remarks>
public sealed record LoraConfig
{
    /// <summary>Rank of the change to each layer, <c>r</c>, at least 1; default 16.</summary>
    public int Rank { get; init; } = 16;

    /// <summary>Strength, <c>lora_alpha</c>, above 0: changes are scaled by alpha / rank; default 32.</summary>
    public double Alpha { get; init; } = 32;

    /// <summary>
    /// The layers, <c>target_modules</c>: whole paths, or ends of paths that begin at a name, such as
    /// <c>attn1.to_qkv</c>.
    /// </summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>
    /// A regular expression for whole paths, which stands in place of <see cref="Targets"/>; mostly absent.
    /// </summary>
    public string? TargetPattern { get; init; }

    /// <summary>Ranks of layers whose path ends in a regular expression, <c>rank_pattern</c>.</summary>
    public IReadOnlyDictionary<string, int> Ranks { get; init; } = new Dictionary<string, int>();

    /// <summary>Strengths of layers whose path ends in a regular expression, <c>alpha_pattern</c>.</summary>
    public IReadOnlyDictionary<string, double> Alphas { get; init; } = new Dictionary<string, double>();

    /// <summary>Whether changes are scaled by alpha / √rank instead, <c>use_rslora</c>; default not.</summary>
    /// <remarks>Kalajdzievski 2023, arXiv:2312.03732.</remarks>
    public bool ScalesByRootOfRank { get; init; }

    /// <summary>What the adapter was trained on, <c>base_model_name_or_path</c>; absent when not said.</summary>
    public string? BaseName { get; init; }

    /// <summary>
    /// Which version of it, <c>revision</c>: <c>sha256:…</c> of the model's file; absent when not said.
    /// </summary>
    public string? BaseRevision { get; init; }

    /// <summary>Describes adapters on the layers of a placement.</summary>
    /// <param name="network">The network that is to get them.</param>
    /// <param name="placement">Which layers.</param>
    /// <returns>Standard rank and strength on those layers.</returns>
    /// <exception cref="ArgumentException">The network has no such layers.</exception>
    public static LoraConfig For(Module network, LoraPlacement placement)
    {
        ArgumentNullException.ThrowIfNull(network);
        var targets = LoraTargets.Of(network, placement);
        return targets.Count > 0
            ? new() { Targets = targets }
            : throw new ArgumentException(
                $"LoRA: expected a network with layers for {placement}, got none. Name its layers as targets.",
                nameof(placement));
    }

    /// <summary>
    /// Leaves out the layers before a block: what they compute is then alike with the adapter and without.
    /// </summary>
    /// <param name="network">The network that is to get the adapters.</param>
    /// <param name="firstBlock">The first block whose layers get one, from 0, which changes nothing.</param>
    /// <returns>The same adapters, with every layer by its whole path; layers outside of blocks get none.</returns>
    /// <exception cref="ArgumentException">No layer is left.</exception>
    /// <remarks>
    /// PEFT has <c>layers_to_transform</c> for this, but no release before September 2026 finds blocks with it that
    /// stand at the network's root, as in most video models (huggingface/peft issue 3610). Whole paths mean the same in
    /// every release.
    /// </remarks>
    public LoraConfig FromBlock(Module network, int firstBlock)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfNegative(firstBlock);
        if (firstBlock == 0)
            return this;
        string[] meant =
        [
            .. network.Parts().Where(part => part.Part is AdaptableModule && OptionsOf(part.Path) is not null)
                .Select(part => part.Path),
        ];
        string[] kept = [.. meant.Where(path => LoraTargets.BlockOf(path) >= firstBlock)];
        return kept.Length > 0
            ? this with { Targets = kept, TargetPattern = null }
            : throw new ArgumentException(
                $"LoRA: expected layers in block {firstBlock} or later, got "
                + $"{(meant.Select(LoraTargets.BlockOf).Max() is { } last ? $"{last} as the last block" : "none in any block")}. Begin with an earlier block.",
                nameof(firstBlock));
    }

    /// <summary>Rank and strength for one layer.</summary>
    /// <param name="path">The layer's path.</param>
    /// <returns>What its adapter is; absent for a layer that gets none.</returns>
    public LoraOptions? OptionsOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var isTarget = TargetPattern is { } pattern
            ? Regex.IsMatch(path, $"^(?:{pattern})$", RegexOptions.CultureInvariant)
            : Targets.Any(name => LoraTargets.IsEnd(path, name));
        if (!isTarget)
            return null;
        var rank = Ranks.FirstOrDefault(entry => IsMeant(path, entry.Key), new("", Rank)).Value;
        var alpha = Alphas.FirstOrDefault(entry => IsMeant(path, entry.Key), new("", Alpha)).Value;
        return new() { Rank = rank, Alpha = ScalesByRootOfRank ? alpha * Math.Sqrt(rank) : alpha };
    }

    /// <summary>Refuses sizes without meaning.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A rank is below 1, or a strength not above 0.</exception>
    /// <exception cref="ArgumentException">No layers are named.</exception>
    public void Validate()
    {
        foreach (var rank in Ranks.Values.Append(Rank))
            ArgumentOutOfRangeException.ThrowIfLessThan(rank, 1, nameof(Rank));
        foreach (var alpha in Alphas.Values.Append(Alpha))
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha, nameof(Alpha));
        if (Targets.Count == 0 && TargetPattern is null)
            throw new ArgumentException(
                "LoRA: expected names of layers, got none. Use LoraConfig.For, or name targets.");
    }

    private static bool IsMeant(string path, string pattern) =>
        Regex.IsMatch(path, $@"^(?:.*\.)?(?:{pattern})$", RegexOptions.CultureInvariant);
}
