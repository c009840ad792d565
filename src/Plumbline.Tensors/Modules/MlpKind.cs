namespace Plumbline.Tensors.Modules;

/// <summary>What stands between the layers of an <see cref="Mlp"/>.</summary>
public enum MlpKind
{
    /// <summary>Exact GELU.</summary>
    Gelu,

    /// <summary>GELU by tanh.</summary>
    GeluTanh,

    /// <summary>SiLU.</summary>
    Silu,

    /// <summary>
    /// GELU by tanh of one projection times another, as T5 1.1 and UMT5 do (Shazeer 2020, arXiv:2002.05202).
    /// </summary>
    GatedGeluTanh,

    /// <summary>SiLU of one projection times another, SwiGLU (Shazeer 2020, arXiv:2002.05202).</summary>
    GatedSilu,
}
