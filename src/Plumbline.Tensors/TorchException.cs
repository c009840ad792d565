namespace Plumbline.Tensors;

/// <summary>libtorch refused something, or could not be loaded.</summary>
public sealed class TorchException : Exception
{
    /// <summary>A failure that belongs to no operator.</summary>
    /// <param name="message">What failed, and what to do.</param>
    /// <param name="innerException">What caused it; absent when libtorch's own words are all there is.</param>
    public TorchException(string message, Exception? innerException = null)
        : base(message, innerException) => TorchText = "";

    /// <summary>A failure of one operator.</summary>
    /// <param name="operatorName">The operator, such as <c>aten::matmul</c>.</param>
    /// <param name="arguments">
    /// The arguments as they print, such as <c>float32[2, 3]@cpu, float32[4, 5]@cpu</c>.
    /// </param>
    /// <param name="torchText">libtorch's own words.</param>
    public TorchException(string operatorName, string arguments, string torchText)
        : base($"{operatorName}({arguments}): {torchText}")
    {
        OperatorName = operatorName;
        Arguments = arguments;
        TorchText = torchText;
    }

    /// <summary>The operator that failed; absent when the failure belongs to none.</summary>
    public string? OperatorName { get; }

    /// <summary>The arguments as they print; absent when the failure belongs to no operator.</summary>
    public string? Arguments { get; }

    /// <summary>libtorch's own words; empty when the failure is not libtorch's.</summary>
    public string TorchText { get; }
}
