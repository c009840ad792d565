namespace Plumbline.Tensors.Modules;

/// <summary>What a checkpoint calls the layers of an <see cref="Mlp"/>.</summary>
/// <param name="Up">The layer from the width to the hidden width.</param>
/// <param name="Down">The layer back.</param>
/// <param name="Gate">The layer whose activation gates, in gated kinds.</param>
public sealed record MlpNames(string Up, string Down, string Gate = "gate")
{
    /// <summary>The names of huggingface/diffusers: <c>net.0.proj</c> and <c>net.2</c>.</summary>
    public static MlpNames Diffusers { get; } = new("net.0.proj", "net.2");

    /// <summary>The names of T5 in huggingface/transformers: <c>wi_1</c>, <c>wo</c> and, gating, <c>wi_0</c>.</summary>
    public static MlpNames T5 { get; } = new("wi_1", "wo", "wi_0");

    /// <summary>The names of many vision transformers: <c>fc1</c> and <c>fc2</c>.</summary>
    public static MlpNames Vision { get; } = new("fc1", "fc2");
}
