using static Plumbline.Tensors.BoxedValue;

namespace Plumbline.Tensors;

/// <content>Elements chosen by place or by condition.</content>
public sealed partial class Tensor
{
    private static readonly Operator SelectPosition = new("aten::select", "int");
    private static readonly Operator SliceAxis = new("aten::slice", "Tensor");
    private static readonly Operator IndexSelectAxis = new("aten::index_select");
    private static readonly Operator IndexTensors = new("aten::index", "Tensor");
    private static readonly Operator IndexPutInPlace = new("aten::index_put_");
    private static readonly Operator IndexAddAxis = new("aten::index_add");
    private static readonly Operator GatherAxis = new("aten::gather");
    private static readonly Operator ScatterAxis = new("aten::scatter", "src");
    private static readonly Operator ScatterAddAxis = new("aten::scatter_add");
    private static readonly Operator MaskedSelectTensor = new("aten::masked_select");
    private static readonly Operator MaskedFillNumber = new("aten::masked_fill", "Scalar");
    private static readonly Operator WhereTensors = new("aten::where", "self");
    private static readonly Operator NonZeroTensor = new("aten::nonzero");
    private static readonly Operator LowerTriangleOf = new("aten::tril");
    private static readonly Operator UpperTriangleOf = new("aten::triu");
    private static readonly Operator DiagonalOf = new("aten::diagonal");
    private static readonly Operator OneHotTensor = new("aten::one_hot");
    private static readonly Operator EmbeddingRows = new("aten::embedding");

    /// <summary>Coordinates of a grid.</summary>
    /// <param name="axes">The coordinates along each axis, one-dimensional.</param>
    /// <returns>For each axis its coordinate at every grid point; axes in the order given ("ij").</returns>
    /// <remarks>Written out: libtorch 1.13 prints a warning of its own making when its operator is called.</remarks>
    public static Tensor[] Meshgrid(params Tensor[] axes)
    {
        ArgumentNullException.ThrowIfNull(axes);
        using var scope = new TensorScope();
        var extents = Array.ConvertAll(axes, axis => axis.ElementCount);
        return scope.Keep([.. axes.Select((axis, i) =>
            axis.Reshape([.. extents.Select((extent, k) => k == i ? extent : 1)]).Expand(extents))]);
    }

    /// <summary>Chooses between two tensors, element by element.</summary>
    /// <param name="condition">Where true, the first is taken, bool.</param>
    /// <param name="whenTrue">The first.</param>
    /// <param name="whenFalse">The second.</param>
    /// <returns>The mixture.</returns>
    public static Tensor Where(Tensor condition, Tensor whenTrue, Tensor whenFalse) =>
        WhereTensors.Call(condition, whenTrue, whenFalse);

    /// <summary>One position along an axis, which vanishes.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="index">The position, from 0, or from −1 backwards.</param>
    /// <returns>A view.</returns>
    public Tensor Select(long axis, long index) => SelectPosition.Call(this, Integer(axis), Integer(index));

    /// <summary>A stretch along an axis.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="start">First position; from −1 backwards when negative.</param>
    /// <param name="end">The stretch stops before it; it runs to the end when absent.</param>
    /// <param name="step">Every how many-th position; at least 1.</param>
    /// <returns>A view.</returns>
    public Tensor Slice(long axis, long start, long? end = null, long step = 1) =>
        SliceAxis.Call(this, Integer(axis), Integer(start), end is { } stop ? Integer(stop) : None, Integer(step));

    /// <summary>Positions along an axis, in any order and number.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="indices">The positions, int64[N].</param>
    /// <returns>A copy.</returns>
    public Tensor IndexSelect(long axis, Tensor indices) => IndexSelectAxis.Call(this, Integer(axis), indices);

    /// <summary>Elements at coordinates, as <c>x[i, :, j]</c> in Python.</summary>
    /// <param name="indices">For each axis int64 positions or a bool mask; absent to take the whole axis.</param>
    /// <returns>A copy; indices broadcast against each other.</returns>
    public Tensor Index(params Tensor?[] indices) => IndexTensors.Call(this, TensorList(indices));

    /// <summary>Overwrites elements at coordinates, as <c>x[i, :, j] = values</c> in Python.</summary>
    /// <param name="indices">For each axis int64 positions or a bool mask; absent to take the whole axis.</param>
    /// <param name="values">The new values, broadcast as needed.</param>
    public void IndexPut(Tensor?[] indices, Tensor values) => IndexPutInPlace.Run(this, TensorList(indices), values);

    /// <summary>Adds rows at positions along an axis; equal positions add up.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="indices">Where each row of the source goes, int64[N].</param>
    /// <param name="source">What to add, extent N along the axis.</param>
    /// <returns>The sum.</returns>
    public Tensor IndexAdd(long axis, Tensor indices, Tensor source) =>
        IndexAddAxis.Call(this, Integer(axis), indices, source);

    /// <summary>For each element of the indices, the element at that position along the axis.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="indices">Positions, int64, of this tensor's rank.</param>
    /// <returns>A copy of the indices' shape.</returns>
    public Tensor Gather(long axis, Tensor indices) => GatherAxis.Call(this, Integer(axis), indices);

    /// <summary>Writes elements to positions along the axis; of equal positions any one wins.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="indices">Positions, int64, of the source's shape.</param>
    /// <param name="source">What to write.</param>
    /// <returns>A changed copy.</returns>
    public Tensor Scatter(long axis, Tensor indices, Tensor source) =>
        ScatterAxis.Call(this, Integer(axis), indices, source);

    /// <summary>Adds elements at positions along the axis; equal positions add up.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="indices">Positions, int64, of the source's shape.</param>
    /// <param name="source">What to add.</param>
    /// <returns>A changed copy.</returns>
    public Tensor ScatterAdd(long axis, Tensor indices, Tensor source) =>
        ScatterAddAxis.Call(this, Integer(axis), indices, source);

    /// <summary>The elements where a mask is true.</summary>
    /// <param name="mask">The mask, bool, broadcast as needed.</param>
    /// <returns>A copy, one-dimensional, row by row.</returns>
    public Tensor MaskedSelect(Tensor mask) => MaskedSelectTensor.Call(this, mask);

    /// <summary>One value where a mask is true.</summary>
    /// <param name="mask">The mask, bool, broadcast as needed.</param>
    /// <param name="value">The value.</param>
    /// <returns>A changed copy.</returns>
    public Tensor MaskedFill(Tensor mask, double value) => MaskedFillNumber.Call(this, mask, Number(value));

    /// <summary>Where the elements are true or not 0.</summary>
    /// <returns>Coordinates, int64[N, rank], row by row.</returns>
    public Tensor NonZero() => NonZeroTensor.Call(this);

    /// <summary>Zeroes what lies above a diagonal.</summary>
    /// <param name="diagonal">Which one: 0 the main, positive above it.</param>
    /// <returns>The lower triangle.</returns>
    public Tensor LowerTriangle(long diagonal = 0) => LowerTriangleOf.Call(this, Integer(diagonal));

    /// <summary>Zeroes what lies below a diagonal.</summary>
    /// <param name="diagonal">Which one: 0 the main, positive above it.</param>
    /// <returns>The upper triangle.</returns>
    public Tensor UpperTriangle(long diagonal = 0) => UpperTriangleOf.Call(this, Integer(diagonal));

    /// <summary>The main diagonal of two axes.</summary>
    /// <param name="first">One axis.</param>
    /// <param name="second">The other.</param>
    /// <returns>A view; the diagonal is the last axis.</returns>
    public Tensor Diagonal(long first = -2, long second = -1) =>
        DiagonalOf.Call(this, Integer(0), Integer(first), Integer(second));

    /// <summary>Classes as unit vectors.</summary>
    /// <param name="classCount">How many classes there are.</param>
    /// <returns>int64[..., classCount], 1 at the class and 0 elsewhere.</returns>
    public Tensor OneHot(long classCount) => OneHotTensor.Call(this, Integer(classCount));

    /// <summary>Rows of a table.</summary>
    /// <param name="indices">Which rows, int64 of any shape.</param>
    /// <returns>The rows, [indices' shape, D].</returns>
    public Tensor Rows(Tensor indices) => EmbeddingRows.Call(this, indices);
}
