namespace Plumbline.Vision.Media;

/// <summary>How much of a clip is kept in memory.</summary>
public sealed record LoadOptions
{
    /// <summary>The defaults.</summary>
    public static LoadOptions Default { get; } = new();

    /// <summary>
    /// Most bytes of RGB that are kept, at least 1; 400 MB by default, which is 385 frames of 720×480 or 64 of
    /// 1920×1080.
    /// </summary>
    /// <remarks>
    /// A clip that does not fit is thinned to every second, fourth, eighth… frame. Two frames are kept whatever they
    /// weigh.
    /// </remarks>
    public long MemoryBudgetBytes { get; init; } = 400_000_000;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; the message names it.</exception>
    public void Validate() => ArgumentOutOfRangeException.ThrowIfLessThan(MemoryBudgetBytes, 1);
}
