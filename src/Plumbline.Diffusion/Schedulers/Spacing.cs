namespace Plumbline.Diffusion.Schedulers;

/// <summary>Evenly spaced numbers.</summary>
internal static class Spacing
{
    /// <summary>
    /// Numbers from one end to the other, both included; the first end alone where there is one number.
    /// </summary>
    /// <remarks>
    /// Rounded as numpy.linspace rounds: times are cut to whole numbers later, where the last bit decides.
    /// </remarks>
    public static double[] Even(double first, double last, int count)
    {
        var stride = (last - first) / (count - 1);
        return [.. Enumerable.Range(0, count).Select(i => i == 0 ? first : i == count - 1 ? last : i * stride + first)];
    }
}
