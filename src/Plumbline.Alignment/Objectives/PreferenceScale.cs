using Plumbline.Tensors;

namespace Plumbline.Alignment.Objectives;

/// <summary>Turns differences of errors into logits: β and how it depends on the time.</summary>
/// <param name="Beta">β, above 0: how many logits a difference of 1 in mean squared error is.</param>
/// <param name="Weighting">How β depends on the time.</param>
public sealed record PreferenceScale(double Beta, TimeWeighting Weighting = TimeWeighting.Constant)
{
    /// <summary>β at the times of pairs.</summary>
    /// <param name="times">Noise shares, 0 to 1, [B].</param>
    /// <returns>β_t, [B]; it belongs to the caller's scope.</returns>
    public Tensor At(Tensor times)
    {
        ArgumentNullException.ThrowIfNull(times);
        using var scope = new TensorScope();
        return scope.Keep(Weighting switch
        {
            TimeWeighting.NoiseError => (1 - times).Square() * Beta,
            TimeWeighting.Falling => (1 - times.Square()) * Beta,
            _ => times.FullLike(Beta),
        });
    }

    /// <summary>How sure the network is of every preference, relative to the reference.</summary>
    /// <param name="errors">Errors with those of the reference.</param>
    /// <returns>z = β_t Δ, [B]; above 0 is right. It belongs to the caller's scope.</returns>
    public Tensor Logits(PreferenceErrors errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        using var scope = new TensorScope();
        return scope.Keep(At(errors.Times) * errors.Gain());
    }

    /// <summary>Refuses a scale without meaning.</summary>
    /// <exception cref="ArgumentOutOfRangeException">β is not a finite number above 0.</exception>
    public void Validate()
    {
        if (!(Beta > 0 && double.IsFinite(Beta)))
            throw new ArgumentOutOfRangeException(
                nameof(Beta), Beta, "Preference scale: expected a finite number above 0.");
    }
}
