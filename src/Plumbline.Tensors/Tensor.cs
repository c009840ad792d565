using Plumbline.Tensors.Native;

namespace Plumbline.Tensors;

/// <summary>An array of numbers of one type on one device, with its history where gradients are recorded.</summary>
/// <remarks>
/// Owns one reference to a tensor of libtorch; views share elements. Dispose it, or open a <see cref="TensorScope"/>
/// around the computation. Axes count from 0, or from −1 backwards. Operators behave as the ATen operator they name.
/// </remarks>
/// <example><code>
/// using var scope = new TensorScope();
/// var image = Tensor.From&lt;float>([1, 2, 3, 4], [2, 2], Device.Cpu);
/// var doubled = image * 2;                                            // float32[2, 2]@cpu
/// </code></example>
public sealed partial class Tensor : IDisposable
{
    private Shape? _shape;
    private DType _dtype;
    private Device _device;

    internal Tensor(TensorHandle handle)
    {
        Handle = handle;
        ScopeStack.Current.Add(this);
    }

    /// <summary>Extents of the axes, outermost first.</summary>
    public Shape Shape => _shape ?? Describe().Shape;

    /// <summary>Type of the elements.</summary>
    public DType DType => _shape is null ? Describe().DType : _dtype;

    /// <summary>Where the elements live.</summary>
    public Device Device => _shape is null ? Describe().Device : _device;

    /// <summary>How many axes there are.</summary>
    public int Rank => Shape.Rank;

    /// <summary>How many elements there are.</summary>
    public long ElementCount => Shape.ElementCount;

    /// <summary>Whether the tensor has been disposed, by hand or by its scope.</summary>
    public bool IsDisposed => Handle.IsClosed;

    internal TensorHandle Handle { get; }

    /// <summary>Which scopes the tensor belongs to, and how deep; 0 when it outlives them all.</summary>
    internal ScopeStack? Scopes { get; set; }

    internal int ScopeDepth { get; set; }

    /// <summary>A second owner of the same tensor, elements and history included.</summary>
    /// <returns>A tensor to be disposed on its own.</returns>
    public Tensor Share() => new(NativeTensor.Share(Handle));

    /// <summary>Takes the tensor out of every scope: from now on its caller disposes it.</summary>
    /// <returns>The tensor itself.</returns>
    /// <remarks>For what must survive the loop that made it, such as parameters and optimizer states.</remarks>
    public Tensor OutliveScopes()
    {
        ScopeDepth = 0;
        return this;
    }

    /// <summary>Gives the reference back; doing so twice is harmless.</summary>
    public void Dispose() => Handle.Dispose();

    /// <summary>Writes type, shape and device.</summary>
    /// <returns>Such as <c>float32[2, 3]@cpu</c>.</returns>
    public override string ToString() =>
        IsDisposed && _shape is null ? "disposed tensor" : $"{DType.Name()}{Shape}@{Device}";

    private TensorFacts Describe()
    {
        var facts = NativeTensor.Describe(Handle);
        _dtype = facts.DType;
        _device = facts.Device;
        _shape = facts.Shape;
        return facts;
    }
}
