namespace Plumbline.Tensors;

/// <summary>How the Gaussian error linear unit is computed.</summary>
public enum GeluForm
{
    /// <summary>By the error function.</summary>
    Exact,

    /// <summary>By tanh; differs from the exact form by up to 5·10⁻⁴.</summary>
    Tanh,
}
