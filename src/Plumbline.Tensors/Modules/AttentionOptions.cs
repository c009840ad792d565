namespace Plumbline.Tensors.Modules;

/// <summary>Size and form of an <see cref="Attention"/> block.</summary>
public sealed record AttentionOptions
{
    /// <summary>Extent of the last axis of the queries' input and of the result, D.</summary>
    public required long Width { get; init; }

    /// <summary>How many heads, at least 1.</summary>
    public required long HeadCount { get; init; }

    /// <summary>Extent of one head; the width divided by the heads when absent.</summary>
    public long? HeadWidth { get; init; }

    /// <summary>Extent of the last axis of what keys and values are made from; the width when absent.</summary>
    public long? ContextWidth { get; init; }

    /// <summary>How queries and keys are normalised; default not at all.</summary>
    public HeadNorm Norm { get; init; } = HeadNorm.None;

    /// <summary>Added to the variance in the norms; default 1e-6.</summary>
    public double NormEpsilon { get; init; } = 1e-6;

    /// <summary>Whether the projections of queries, keys and values add shifts; default yes.</summary>
    public BiasUse ProjectionBias { get; init; } = BiasUse.Learned;

    /// <summary>Whether the projection of the result adds a shift; default yes.</summary>
    public BiasUse OutputBias { get; init; } = BiasUse.Learned;

    /// <summary>Refuses options without meaning.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    /// <exception cref="ArgumentException">The heads do not divide the width and no head width is given.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(HeadCount, 1);
        if (HeadWidth is null && Width % HeadCount != 0)
            throw new ArgumentException(
                $"Attention: expected a head count that divides the width {Width}, got {HeadCount}. "
                + "Or state HeadWidth.");
    }
}
