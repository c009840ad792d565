using static Plumbline.Tensors.BoxedValue;

namespace Plumbline.Tensors;

/// <content>Axes rearranged, split and joined; a result shares elements where torch can make it a view.</content>
public sealed partial class Tensor
{
    private static readonly Operator ReshapeTensor = new("aten::reshape");
    private static readonly Operator PermuteAxes = new("aten::permute");
    private static readonly Operator TransposeAxes = new("aten::transpose", "int");
    private static readonly Operator MoveAxes = new("aten::movedim", "intlist");
    private static readonly Operator SqueezeAxis = new("aten::squeeze", "dim");
    private static readonly Operator UnsqueezeAxis = new("aten::unsqueeze");
    private static readonly Operator ExpandAxes = new("aten::expand");
    private static readonly Operator FlattenAxes = new("aten::flatten", "using_ints");
    private static readonly Operator ConcatTensors = new("aten::cat");
    private static readonly Operator StackTensors = new("aten::stack");
    private static readonly Operator SplitSizes = new("aten::split_with_sizes");
    private static readonly Operator ChunkTensor = new("aten::chunk");
    private static readonly Operator UnbindAxis = new("aten::unbind", "int");
    private static readonly Operator RepeatTensor = new("aten::repeat");
    private static readonly Operator RepeatInterleaved = new("aten::repeat_interleave", "self_int");
    private static readonly Operator FlipAxes = new("aten::flip");
    private static readonly Operator RollAxes = new("aten::roll");
    private static readonly Operator PadTensor = new("aten::pad");

    /// <summary>Joins tensors along an axis that they have.</summary>
    /// <param name="tensors">Tensors whose other extents agree.</param>
    /// <param name="axis">The axis that grows.</param>
    /// <returns>The joined tensor.</returns>
    public static Tensor Concat(Tensor[] tensors, long axis) => ConcatTensors.Call(TensorList(tensors), Integer(axis));

    /// <summary>Joins tensors of one shape along a new axis.</summary>
    /// <param name="tensors">Tensors of one shape.</param>
    /// <param name="axis">Where the new axis goes.</param>
    /// <returns>The stacked tensor.</returns>
    public static Tensor Stack(Tensor[] tensors, long axis = 0) =>
        StackTensors.Call(TensorList(tensors), Integer(axis));

    /// <summary>The same elements, row by row, in another shape.</summary>
    /// <param name="extents">The new extents; one may be −1 and is then worked out.</param>
    /// <returns>A view where the layout allows one, else a copy.</returns>
    public Tensor Reshape(params long[] extents) => ReshapeTensor.Call(this, Integers(extents));

    /// <summary>The axes in another order.</summary>
    /// <param name="axes">For each axis of the result, which axis of this tensor it is.</param>
    /// <returns>A view.</returns>
    public Tensor Permute(params long[] axes) => PermuteAxes.Call(this, Integers(axes));

    /// <summary>Two axes exchanged.</summary>
    /// <param name="first">One axis.</param>
    /// <param name="second">The other.</param>
    /// <returns>A view.</returns>
    public Tensor Transpose(long first, long second) => TransposeAxes.Call(this, Integer(first), Integer(second));

    /// <summary>One axis moved to another place.</summary>
    /// <param name="from">Where it is.</param>
    /// <param name="to">Where it goes.</param>
    /// <returns>A view.</returns>
    public Tensor MoveAxis(long from, long to) => MoveAxes.Call(this, Integers([from]), Integers([to]));

    /// <summary>Drops an axis of extent 1; leaves any other alone.</summary>
    /// <param name="axis">The axis.</param>
    /// <returns>A view.</returns>
    public Tensor Squeeze(long axis) => SqueezeAxis.Call(this, Integer(axis));

    /// <summary>Adds an axis of extent 1.</summary>
    /// <param name="axis">Where it goes.</param>
    /// <returns>A view.</returns>
    public Tensor Unsqueeze(long axis) => UnsqueezeAxis.Call(this, Integer(axis));

    /// <summary>Repeats axes of extent 1 without copying.</summary>
    /// <param name="extents">The new extents; −1 leaves one as it is.</param>
    /// <returns>A view whose repeated elements are shared.</returns>
    public Tensor Expand(params long[] extents) => ExpandAxes.Call(this, Integers(extents));

    /// <summary>Merges neighbouring axes into one.</summary>
    /// <param name="first">First axis to merge.</param>
    /// <param name="last">Last axis to merge.</param>
    /// <returns>A view where the layout allows one, else a copy.</returns>
    public Tensor Flatten(long first = 0, long last = -1) => FlattenAxes.Call(this, Integer(first), Integer(last));

    /// <summary>Splits one axis into several.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="extents">What it becomes; one may be −1 and is then worked out.</param>
    /// <returns>A view where the layout allows one, else a copy.</returns>
    public Tensor Unflatten(int axis, params long[] extents)
    {
        var position = axis < 0 ? axis + Rank : axis;
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)position, (uint)Rank, nameof(axis));
        return Reshape([.. Shape.Take(position), .. extents, .. Shape.Skip(position + 1)]);
    }

    /// <summary>Cuts along an axis.</summary>
    /// <param name="extents">Extent of each piece; they add up to the axis'.</param>
    /// <param name="axis">The axis.</param>
    /// <returns>The pieces, views.</returns>
    public Tensor[] Split(long[] extents, long axis) =>
        SplitSizes.CallForTensors(this, Integers(extents), Integer(axis));

    /// <summary>Cuts along an axis into equal pieces, the last one smaller where it must be.</summary>
    /// <param name="count">How many pieces.</param>
    /// <param name="axis">The axis.</param>
    /// <returns>The pieces, views; fewer when the axis is short.</returns>
    public Tensor[] Chunk(long count, long axis) => ChunkTensor.CallForTensors(this, Integer(count), Integer(axis));

    /// <summary>Takes an axis apart.</summary>
    /// <param name="axis">The axis.</param>
    /// <returns>One view for each position along it.</returns>
    public Tensor[] Unbind(long axis = 0) => UnbindAxis.CallForTensors(this, Integer(axis));

    /// <summary>Tiles copies along every axis.</summary>
    /// <param name="counts">How often along each axis; extra ones in front add axes.</param>
    /// <returns>The tiled copy.</returns>
    public Tensor Repeat(params long[] counts) => RepeatTensor.Call(this, Integers(counts));

    /// <summary>Repeats each element along an axis before the next one.</summary>
    /// <param name="count">How often.</param>
    /// <param name="axis">The axis.</param>
    /// <returns>The copy.</returns>
    public Tensor RepeatInterleave(long count, long axis) =>
        RepeatInterleaved.Call(this, Integer(count), Integer(axis));

    /// <summary>Reverses the order along axes.</summary>
    /// <param name="axes">The axes.</param>
    /// <returns>The reversed copy.</returns>
    public Tensor Flip(params long[] axes) => FlipAxes.Call(this, Integers(axes));

    /// <summary>Shifts along an axis; what leaves at one end enters at the other.</summary>
    /// <param name="shift">By how many positions, towards higher ones.</param>
    /// <param name="axis">The axis.</param>
    /// <returns>The shifted copy.</returns>
    public Tensor Roll(long shift, long axis) => RollAxes.Call(this, Integers([shift]), Integers([axis]));

    /// <summary>Adds a border.</summary>
    /// <param name="border">
    /// Widths in front of and behind each axis, last axis first: <c>[left, right, top, bottom]</c>.
    /// </param>
    /// <param name="mode">What the border holds; other than constant only behind batch and channel axes.</param>
    /// <param name="value">The value of a constant border.</param>
    /// <returns>The padded copy.</returns>
    public Tensor Pad(long[] border, PadMode mode = PadMode.Constant, double value = 0) =>
        PadTensor.Call(
            this, Integers(border), Text(PadModeName(mode)), mode == PadMode.Constant ? Number(value) : None);

    private static string PadModeName(PadMode mode) => mode switch
    {
        PadMode.Constant => "constant",
        PadMode.Reflect => "reflect",
        PadMode.Replicate => "replicate",
        PadMode.Circular => "circular",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Expected one of the padding modes."),
    };
}
