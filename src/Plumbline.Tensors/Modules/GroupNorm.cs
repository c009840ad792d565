namespace Plumbline.Tensors.Modules;

/// <summary>Normalises groups of channels to mean 0 and variance 1, in the policy's normalisation type.</summary>
/// <remarks>Wu &amp; He 2018, arXiv:1803.08494, eq. 1 and 7.</remarks>
public sealed class GroupNorm : Module
{
    private readonly Tensor _weight;
    private readonly Tensor _bias;
    private readonly long _groupCount;
    private readonly double _epsilon;

    /// <summary>Asks for <c>weight</c> [C] and <c>bias</c> [C].</summary>
    /// <param name="weights">The weights at this layer's path.</param>
    /// <param name="groupCount">How many groups, a divisor of the channels.</param>
    /// <param name="channelCount">Channels, C.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <exception cref="ArgumentException">The groups do not divide the channels.</exception>
    public GroupNorm(Weights weights, long groupCount, long channelCount, double epsilon = 1e-5)
        : base(weights?.Precision!)
    {
        if (groupCount < 1 || channelCount % groupCount != 0)
            throw new ArgumentException(
                $"GroupNorm: expected a group count that divides {channelCount} channels, got {groupCount}.",
                nameof(groupCount));
        _groupCount = groupCount;
        _epsilon = epsilon;
        _weight = OwnWeight(weights!, "weight", [channelCount], Initialization.Ones);
        _bias = OwnWeight(weights!, "bias", [channelCount], Initialization.Zeros);
    }

    /// <summary>Applies the layer.</summary>
    /// <param name="input">Any tensor with channels second, [B, C, ...].</param>
    /// <returns>The normalised tensor in the compute type, the input's shape.</returns>
    public Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var scope = new TensorScope();
        var normalized = Precision.ForNormalization(input).GroupNorm(
            _groupCount, Precision.ForNormalization(_weight), Precision.ForNormalization(_bias), _epsilon);
        return scope.Keep(Precision.ForCompute(normalized));
    }
}
