using Plumbline.Diffusion.Schedulers;

namespace Plumbline.Cli.Generating;

/// <summary>The samplers that the command line offers, by name.</summary>
internal static class Samplers
{
    private static readonly Dictionary<string, Func<ISampler>> Known = new()
    {
        ["euler"] = () => new EulerSampler(),
        ["heun"] = () => new HeunSampler(),
        ["dpm"] = () => new DpmSolverSampler(),
        ["unipc"] = () => new UniPcSampler(),
    };

    /// <summary>The names.</summary>
    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <summary>Makes a sampler.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static ISampler Named(string name) => Known[name]();
}
