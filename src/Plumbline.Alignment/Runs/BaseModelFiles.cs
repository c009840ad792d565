namespace Plumbline.Alignment.Runs;

/// <summary>The files of a base.</summary>
/// <param name="Model">The denoiser and word encoder, as <see cref="Diffusion.Mini.MiniModelFile"/> reads them.</param>
/// <param name="Autoencoder">The autoencoder in whose latents it works.</param>
public sealed record BaseModelFiles(string Model, string Autoencoder)
{
    /// <summary>The classifier that reads captions back from clips; absent for a comparison without them.</summary>
    public string? Classifier { get; init; }
}
