using System.Globalization;
using Plumbline.Tensors.Modules;
using Plumbline.Tensors.Modules.Lora;

namespace Plumbline.Diffusion.Lora;

/// <summary>The layers of a placement by the names that they have in the networks of this field.</summary>
internal static class LoraTargets
{
    // attn1, attn2: diffusers and the miniature; self_attn, cross_attn: Wan's own code; attn: plain blocks.
    private static readonly string[] SelfAttention = ["attn1", "self_attn", "attn"];
    private static readonly string[] CrossAttention = ["attn2", "cross_attn"];
    private static readonly string[] Projections =
        ["to_q", "to_k", "to_v", "to_qkv", "to_kv", "to_out", "to_out.0", "q", "k", "v", "o"];

    private static readonly string[] Mlp =
        ["mlp.fc1", "mlp.fc2", "ffn.0", "ffn.2", "ff.net.0.proj", "ff.net.2", "ffn.net.0.proj", "ffn.net.2"];

    /// <summary>The ends of the paths of every layer of a placement.</summary>
    /// <param name="network">The network.</param>
    /// <param name="placement">Which layers.</param>
    /// <returns>
    /// Those that occur in the network, such as <c>attn1.to_qkv</c>; none where it has no such layers.
    /// </returns>
    public static IReadOnlyList<string> Of(Module network, LoraPlacement placement)
    {
        var paths = network.Parts().Where(part => part.Part is AdaptableModule).Select(part => part.Path).ToArray();
        return [.. Known(placement).Where(end => paths.Any(path => IsEnd(path, end)))];
    }

    /// <summary>Whether a layer is meant by a name, as PEFT reads <c>target_modules</c>.</summary>
    /// <param name="path">The layer's path.</param>
    /// <param name="name">A whole path, or the end of one that begins at a name.</param>
    public static bool IsEnd(string path, string name) =>
        path == name || path.EndsWith($".{name}", StringComparison.Ordinal);

    /// <summary>The number of the block that a layer stands in.</summary>
    /// <param name="path">The layer's path, such as <c>blocks.3.attn1.to_q</c>.</param>
    /// <returns>The first number in the path; absent where there is none.</returns>
    public static int? BlockOf(string path) =>
        path.Split('.')
            .Select(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : (int?)null)
            .FirstOrDefault(number => number is not null);

    private static IEnumerable<string> Known(LoraPlacement placement) => placement switch
    {
        LoraPlacement.SelfAttention => Of(SelfAttention),
        LoraPlacement.CrossAttention => Of(CrossAttention),
        LoraPlacement.Attention => Of(SelfAttention).Concat(Of(CrossAttention)),
        _ => Of(SelfAttention).Concat(Of(CrossAttention)).Concat(Mlp),
    };

    private static IEnumerable<string> Of(string[] attentions) =>
        attentions.SelectMany(attention => Projections.Select(projection => $"{attention}.{projection}"));
}
