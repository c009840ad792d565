using Plumbline.Tensors;

namespace Plumbline.Alignment.Objectives;

/// <summary>How much motion a network has lost against its reference.</summary>
/// <remarks>
/// Epipolar-DPO (arXiv:2510.21615) rewards variance over time without bound, and with it flicker. Here only motion
/// below the reference's costs, and more than the reference's is worth nothing.
/// </remarks>
public static class Stillness
{
    /// <summary>The share of motion that is lost.</summary>
    /// <param name="predicted">The network's velocities for winners, [B, C, f, h, w].</param>
    /// <param name="reference">The reference's, this shape.</param>
    /// <param name="noised">What both were given, this shape.</param>
    /// <param name="times">Noise shares, 0 to 1, [B].</param>
    /// <param name="unknown">1 where frames are to be found, 0 where they are given, [B, 1, f, 1, 1].</param>
    /// <returns>0 where nothing is lost, 1 for a still clip, [B]; it belongs to the caller's scope.</returns>
    /// <exception cref="ArgumentException">
    /// A clip has no two unknown frames after each other, between which to move.
    /// </exception>
    public static Tensor Of(Tensor predicted, Tensor reference, Tensor noised, Tensor times, Tensor unknown)
    {
        ArgumentNullException.ThrowIfNull(noised);
        ArgumentNullException.ThrowIfNull(unknown);
        // Notation
        // x_t, v, v̄   noised, predicted, reference
        // x̂₀          x_t − t v, the clean clip as the network sees it
        // m           mean of (x̂₀[i + 1] − x̂₀[i])² over channels, positions and pairs of unknown frames
        // S           max(0, m̄ − m) / m̄
        using var scope = new TensorScope();
        var share = times.Reshape(noised.Shape[0], 1, 1, 1, 1);
        var counts = unknown.Slice(2, 1).Minimum(unknown.Slice(2, 0, -1));                       // [B, 1, f − 1, 1, 1]
        if (counts.ElementCount == 0 || counts.Sum([1, 2, 3, 4]).Min().Item() == 0)
            throw new ArgumentException(
                $"Stillness: expected two unknown latent frames after each other in every clip, got clips {noised}. "
                + "Use longer clips.", nameof(noised));
        Tensor Motion(Tensor velocity)
        {
            var clean = noised - share * velocity;
            var steps = (clean.Slice(2, 1) - clean.Slice(2, 0, -1)).Square().Mean([1, 3, 4], ReducedAxes.Kept);
            return (steps * counts).Sum([1, 2, 3, 4]) / counts.Sum([1, 2, 3, 4]);
        }

        var usual = Motion(reference).Detach();
        return scope.Keep((usual - Motion(predicted)).Relu() / usual.Clamp(low: 1e-8));
    }
}
