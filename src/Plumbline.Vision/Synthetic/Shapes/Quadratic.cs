namespace Plumbline.Vision.Synthetic;

/// <summary>Real roots of a t² + 2 b t + c = 0; infinite where there are none.</summary>
internal static class Quadratic
{
    /// <summary>The smaller root.</summary>
    public static float FirstRoot(float a, float b, float c) => Roots(a, b, c).First;

    /// <summary>Both roots, the smaller one first.</summary>
    /// <remarks>Press et al., Numerical Recipes, 3rd ed., section 5.6: the form that does not cancel.</remarks>
    public static (float First, float Second) Roots(float a, float b, float c)
    {
        // Double: b² − a c cancels near the silhouette, and the outline would flicker in single precision.
        var discriminant = (double)b * b - (double)a * c;
        if (discriminant < 0 || a == 0)
            return (float.PositiveInfinity, float.PositiveInfinity);
        var q = -(b + (b < 0 ? -1 : 1) * Math.Sqrt(discriminant));
        var (one, two) = ((float)(q / a), (float)(c / q));
        return one < two ? (one, two) : (two, one);
    }
}
