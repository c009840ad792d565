using Plumbline.Tensors;

namespace Plumbline.Alignment.Objectives;

/// <summary>
/// How well a network, and the one that it began as, denoise winners and losers under one noise and one time.
/// </summary>
/// <remarks>
/// Minus an error stands for a log-likelihood: the evidence bound of a diffusion model is a weighted mean of such
/// errors (Wallace et al. 2023, arXiv:2311.12908, eq. 14).
/// </remarks>
/// <param name="Winner">Mean squared error of each winner, e_w, [B]; lower is likelier.</param>
/// <param name="Loser">Mean squared error of each loser, e_l, [B].</param>
/// <param name="Times">Noise share of each pair, t, 0 to 1, [B].</param>
public sealed record PreferenceErrors(Tensor Winner, Tensor Loser, Tensor Times)
{
    /// <summary>The winners' errors without the adapter, ē_w, [B]; absent where no reference was computed.</summary>
    public Tensor? ReferenceWinner { get; init; }

    /// <summary>The losers' errors without the adapter, ē_l, [B]; absent where no reference was computed.</summary>
    public Tensor? ReferenceLoser { get; init; }

    /// <summary>
    /// How much less each winner's prediction moves than the reference's, 0 to 1, [B]; absent unless asked for.
    /// </summary>
    public Tensor? Stillness { get; init; }

    /// <summary>How the winners' errors changed by training, e_w − ē_w; below 0 where they became likelier.</summary>
    /// <returns>[B]; it belongs to the caller's scope.</returns>
    /// <exception cref="InvalidOperationException">No reference was computed.</exception>
    public Tensor WinnerChange() => Winner - (ReferenceWinner ?? throw NoReference());

    /// <summary>How the losers' errors changed by training, e_l − ē_l.</summary>
    /// <returns>[B]; it belongs to the caller's scope.</returns>
    /// <exception cref="InvalidOperationException">No reference was computed.</exception>
    public Tensor LoserChange() => Loser - (ReferenceLoser ?? throw NoReference());

    /// <summary>
    /// How far the winner gained on the loser, Δ = (ē_w − e_w) − (ē_l − e_l); above 0 is what is wanted.
    /// </summary>
    /// <returns>[B]; it belongs to the caller's scope.</returns>
    /// <exception cref="InvalidOperationException">No reference was computed.</exception>
    public Tensor Gain()
    {
        using var scope = new TensorScope();
        return scope.Keep(LoserChange() - WinnerChange());
    }

    private static InvalidOperationException NoReference() => new(
        "Preference errors: expected the reference's errors, got none. Compute them, or choose an objective without.");
}
