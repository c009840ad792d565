using static Plumbline.Tensors.BoxedValue;

namespace Plumbline.Tensors;

/// <content>Many elements to one: sums, extremes, norms, order.</content>
public sealed partial class Tensor
{
    private static readonly Operator SumAll = new("aten::sum");
    private static readonly Operator SumAxes = new("aten::sum", "dim_IntList");
    private static readonly Operator MeanAll = new("aten::mean");
    private static readonly Operator MeanAxes = new("aten::mean", "dim");
    private static readonly Operator VarianceAxes = new("aten::var", "correction");
    private static readonly Operator DeviationAxes = new("aten::std", "correction");
    private static readonly Operator MaxAll = new("aten::max");
    private static readonly Operator MinAll = new("aten::min");
    private static readonly Operator MaxAxes = new("aten::amax");
    private static readonly Operator MinAxes = new("aten::amin");
    private static readonly Operator MaxAxis = new("aten::max", "dim");
    private static readonly Operator MinAxis = new("aten::min", "dim");
    private static readonly Operator ArgMaxAxis = new("aten::argmax");
    private static readonly Operator ArgMinAxis = new("aten::argmin");
    private static readonly Operator VectorNorm = new("aten::linalg_vector_norm");
    private static readonly Operator CumulativeSum = new("aten::cumsum");
    private static readonly Operator CumulativeProduct = new("aten::cumprod");
    private static readonly Operator LogSumExpAxes = new("aten::logsumexp");
    private static readonly Operator AnyAll = new("aten::any");
    private static readonly Operator AllAll = new("aten::all");
    private static readonly Operator MedianAll = new("aten::median");
    private static readonly Operator QuantileOf = new("aten::quantile", "scalar");
    private static readonly Operator TopValues = new("aten::topk");
    private static readonly Operator SortAxis = new("aten::sort");
    private static readonly Operator ProductAxis = new("aten::prod", "dim_int");

    /// <summary>Sum of all elements; integers and flags add up in int64.</summary>
    /// <returns>The sum, [].</returns>
    public Tensor Sum() => SumAll.Call(this);

    /// <summary>Sum along axes; integers and flags add up in int64.</summary>
    /// <param name="axes">The axes to reduce.</param>
    /// <param name="reduced">Whether the reduced axes vanish or stay with extent 1.</param>
    /// <returns>The sums.</returns>
    public Tensor Sum(long[] axes, ReducedAxes reduced = ReducedAxes.Dropped) =>
        SumAxes.Call(this, Integers(axes), Flag(reduced == ReducedAxes.Kept));

    /// <summary>Mean of all elements.</summary>
    /// <returns>The mean, [].</returns>
    public Tensor Mean() => MeanAll.Call(this);

    /// <summary>Mean along axes.</summary>
    /// <param name="axes">The axes to reduce.</param>
    /// <param name="reduced">Whether the reduced axes vanish or stay with extent 1.</param>
    /// <returns>The means.</returns>
    public Tensor Mean(long[] axes, ReducedAxes reduced = ReducedAxes.Dropped) =>
        MeanAxes.Call(this, Integers(axes), Flag(reduced == ReducedAxes.Kept));

    /// <summary>Variance along axes.</summary>
    /// <param name="axes">The axes to reduce.</param>
    /// <param name="correction">
    /// Subtracted from the count in the divisor: 1 for the unbiased estimate, 0 for the population's.
    /// </param>
    /// <param name="reduced">Whether the reduced axes vanish or stay with extent 1.</param>
    /// <returns>The variances.</returns>
    public Tensor Variance(long[] axes, int correction, ReducedAxes reduced = ReducedAxes.Dropped) =>
        VarianceAxes.Call(this, Integers(axes), Integer(correction), Flag(reduced == ReducedAxes.Kept));

    /// <summary>Standard deviation along axes.</summary>
    /// <param name="axes">The axes to reduce.</param>
    /// <param name="correction">
    /// Subtracted from the count in the divisor: 1 for the unbiased estimate, 0 for the population's.
    /// </param>
    /// <param name="reduced">Whether the reduced axes vanish or stay with extent 1.</param>
    /// <returns>The deviations.</returns>
    public Tensor StandardDeviation(long[] axes, int correction, ReducedAxes reduced = ReducedAxes.Dropped) =>
        DeviationAxes.Call(this, Integers(axes), Integer(correction), Flag(reduced == ReducedAxes.Kept));

    /// <summary>Largest of all elements.</summary>
    /// <returns>The maximum, [].</returns>
    public Tensor Max() => MaxAll.Call(this);

    /// <summary>Smallest of all elements.</summary>
    /// <returns>The minimum, [].</returns>
    public Tensor Min() => MinAll.Call(this);

    /// <summary>Largest element along axes; equal ones share the gradient.</summary>
    /// <param name="axes">The axes to reduce.</param>
    /// <param name="reduced">Whether the reduced axes vanish or stay with extent 1.</param>
    /// <returns>The maxima.</returns>
    public Tensor Max(long[] axes, ReducedAxes reduced = ReducedAxes.Dropped) =>
        MaxAxes.Call(this, Integers(axes), Flag(reduced == ReducedAxes.Kept));

    /// <summary>Smallest element along axes; equal ones share the gradient.</summary>
    /// <param name="axes">The axes to reduce.</param>
    /// <param name="reduced">Whether the reduced axes vanish or stay with extent 1.</param>
    /// <returns>The minima.</returns>
    public Tensor Min(long[] axes, ReducedAxes reduced = ReducedAxes.Dropped) =>
        MinAxes.Call(this, Integers(axes), Flag(reduced == ReducedAxes.Kept));

    /// <summary>Largest element along one axis, and where it is.</summary>
    /// <param name="axis">The axis to reduce.</param>
    /// <param name="reduced">Whether the reduced axis vanishes or stays with extent 1.</param>
    /// <returns>The values, and their positions along the axis as int64.</returns>
    public (Tensor Values, Tensor Indices) MaxWithIndex(long axis, ReducedAxes reduced = ReducedAxes.Dropped)
    {
        var results = MaxAxis.CallForTensors(this, Integer(axis), Flag(reduced == ReducedAxes.Kept));
        return (results[0], results[1]);
    }

    /// <summary>Smallest element along one axis, and where it is.</summary>
    /// <param name="axis">The axis to reduce.</param>
    /// <param name="reduced">Whether the reduced axis vanishes or stays with extent 1.</param>
    /// <returns>The values, and their positions along the axis as int64.</returns>
    public (Tensor Values, Tensor Indices) MinWithIndex(long axis, ReducedAxes reduced = ReducedAxes.Dropped)
    {
        var results = MinAxis.CallForTensors(this, Integer(axis), Flag(reduced == ReducedAxes.Kept));
        return (results[0], results[1]);
    }

    /// <summary>Where the largest element lies along one axis.</summary>
    /// <param name="axis">The axis to reduce.</param>
    /// <param name="reduced">Whether the reduced axis vanishes or stays with extent 1.</param>
    /// <returns>Positions along the axis, int64.</returns>
    public Tensor ArgMax(long axis, ReducedAxes reduced = ReducedAxes.Dropped) =>
        ArgMaxAxis.Call(this, Integer(axis), Flag(reduced == ReducedAxes.Kept));

    /// <summary>Where the smallest element lies along one axis.</summary>
    /// <param name="axis">The axis to reduce.</param>
    /// <param name="reduced">Whether the reduced axis vanishes or stays with extent 1.</param>
    /// <returns>Positions along the axis, int64.</returns>
    public Tensor ArgMin(long axis, ReducedAxes reduced = ReducedAxes.Dropped) =>
        ArgMinAxis.Call(this, Integer(axis), Flag(reduced == ReducedAxes.Kept));

    /// <summary>Product along one axis.</summary>
    /// <param name="axis">The axis to reduce.</param>
    /// <param name="reduced">Whether the reduced axis vanishes or stays with extent 1.</param>
    /// <returns>The products.</returns>
    public Tensor Product(long axis, ReducedAxes reduced = ReducedAxes.Dropped) =>
        ProductAxis.Call(this, Integer(axis), Flag(reduced == ReducedAxes.Kept));

    /// <summary>Length of the vectors along axes.</summary>
    /// <param name="axes">The axes to reduce; all of them when absent.</param>
    /// <param name="order">Order of the norm: 2 for the Euclidean length, infinity for the largest magnitude.</param>
    /// <param name="reduced">Whether the reduced axes vanish or stay with extent 1.</param>
    /// <returns>The norms, at least 0.</returns>
    public Tensor Norm(long[]? axes = null, double order = 2, ReducedAxes reduced = ReducedAxes.Dropped) =>
        VectorNorm.Call(this, Number(order), Integers(axes), Flag(reduced == ReducedAxes.Kept));

    /// <summary>Running sum along one axis.</summary>
    /// <param name="axis">The axis.</param>
    /// <returns>Partial sums, this tensor's shape.</returns>
    public Tensor CumSum(long axis) => CumulativeSum.Call(this, Integer(axis));

    /// <summary>Running product along one axis.</summary>
    /// <param name="axis">The axis.</param>
    /// <returns>Partial products, this tensor's shape.</returns>
    public Tensor CumProd(long axis) => CumulativeProduct.Call(this, Integer(axis));

    /// <summary>Logarithm of the sum of exponentials, stable for large magnitudes.</summary>
    /// <param name="axes">The axes to reduce.</param>
    /// <param name="reduced">Whether the reduced axes vanish or stay with extent 1.</param>
    /// <returns>ln Σ eˣ.</returns>
    public Tensor LogSumExp(long[] axes, ReducedAxes reduced = ReducedAxes.Dropped) =>
        LogSumExpAxes.Call(this, Integers(axes), Flag(reduced == ReducedAxes.Kept));

    /// <summary>Whether any element is true or not 0.</summary>
    /// <returns>One flag, [].</returns>
    public Tensor Any() => AnyAll.Call(this);

    /// <summary>Whether every element is true or not 0.</summary>
    /// <returns>One flag, [].</returns>
    public Tensor All() => AllAll.Call(this);

    /// <summary>Median of all elements; the lower one of two in the middle.</summary>
    /// <returns>The median, [].</returns>
    public Tensor Median() => MedianAll.Call(this);

    /// <summary>Quantile with linear interpolation between neighbours.</summary>
    /// <param name="fraction">Share of elements below, 0 to 1.</param>
    /// <param name="axis">The axis to reduce; all elements when absent.</param>
    /// <returns>The quantiles.</returns>
    public Tensor Quantile(double fraction, long? axis = null) =>
        QuantileOf.Call(this, Number(fraction), axis is { } chosen ? Integer(chosen) : None);

    /// <summary>The largest or smallest elements along one axis, best first.</summary>
    /// <param name="count">How many, at most the axis' extent.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="order">Descending for the largest, ascending for the smallest.</param>
    /// <returns>The values, and their positions along the axis as int64.</returns>
    public (Tensor Values, Tensor Indices) TopK(long count, long axis = -1, SortOrder order = SortOrder.Descending)
    {
        var results = TopValues.CallForTensors(
            this, Integer(count), Integer(axis), Flag(order == SortOrder.Descending));
        return (results[0], results[1]);
    }

    /// <summary>Sorts along one axis.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="order">Which way.</param>
    /// <returns>The values, and where each came from along the axis as int64.</returns>
    public (Tensor Values, Tensor Indices) Sort(long axis = -1, SortOrder order = SortOrder.Ascending)
    {
        var results = SortAxis.CallForTensors(this, Integer(axis), Flag(order == SortOrder.Descending));
        return (results[0], results[1]);
    }
}
