using System.CommandLine;
using Plumbline.Tensors;

namespace Plumbline.Cli;

/// <summary>The option <c>--precision</c>: the type in which a network's products are computed.</summary>
internal static class PrecisionOption
{
    /// <summary>An option without a default of its own; its help says what is taken without it.</summary>
    /// <param name="exception">Where something else is taken, after a semicolon; empty for nowhere.</param>
    public static Option<string?> Create(string exception = "")
    {
        var option = new Option<string?>("--precision")
        {
            Description =
                $"bfloat16 or float32. [default: {EngineReport.FastestCompute().Name()}, as this processor has "
                + $"{(EngineReport.FastestCompute() == DType.BFloat16 ? "" : "no ")}instructions for bfloat16{exception}]",
            HelpName = "TYPE",
        };
        option.AcceptOnlyFromAmong(DType.BFloat16.Name(), DType.Float32.Name());
        return option;
    }

    /// <summary>The type that was asked for; absent where none was.</summary>
    /// <param name="parsed">A command line without errors.</param>
    /// <param name="option">What <see cref="Create"/> made.</param>
    public static DType? TypeOf(this ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { } name
            ? name == DType.BFloat16.Name() ? DType.BFloat16 : DType.Float32
            : null;
}
