using Plumbline.Tensors;
using Plumbline.Tensors.Modules;

namespace Plumbline.Diffusion.Mini;

/// <summary>What the causal convolutions of a network still know of the pieces of a clip that went before.</summary>
internal sealed class CausalMemory : IDisposable
{
    private readonly Dictionary<CausalConv3d, Tensor> _histories = [];

    /// <summary>Whether a piece went before.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>One memory for each clip of a batch.</summary>
    /// <param name="known">The memories so far; none at the beginning.</param>
    /// <param name="clipCount">Clips of the piece at hand.</param>
    /// <returns>The memories; new ones at the beginning.</returns>
    /// <exception cref="ArgumentException">Another number of clips went before.</exception>
    public static CausalMemory[] ForClips(CausalMemory[] known, long clipCount)
    {
        if (known.Length == 0)
            return [.. Enumerable.Range(0, (int)clipCount).Select(_ => new CausalMemory())];
        if (known.Length != clipCount)
            throw new ArgumentException(
                $"Next piece of a stream: expected {known.Length} clips as before, got {clipCount}. "
                + "Open another stream.");
        return known;
    }

    /// <summary>Notes that a piece has gone through the whole network.</summary>
    public void Advance() => HasBegun = true;

    /// <summary>Applies a convolution to the next piece and remembers what the one after it will need.</summary>
    /// <param name="convolution">The convolution.</param>
    /// <param name="piece">The piece, [B, C, F, H, W].</param>
    /// <returns>The result in the compute type, [B, C_out, F, H, W].</returns>
    public Tensor Run(CausalConv3d convolution, Tensor piece)
    {
        if (convolution.HistoryLength == 0)
            return convolution.Forward(piece);
        var history = _histories.GetValueOrDefault(convolution);
        var output = convolution.Forward(piece, history);
        _histories[convolution] = convolution.History(piece, history).OutliveScopes();
        history?.Dispose();
        return output;
    }

    /// <summary>Forgets everything; doing so twice is harmless.</summary>
    public void Dispose()
    {
        foreach (var history in _histories.Values)
            history.Dispose();
        _histories.Clear();
    }
}
