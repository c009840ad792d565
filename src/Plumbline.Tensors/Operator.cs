using Plumbline.Tensors.Native;

namespace Plumbline.Tensors;

/// <summary>Any operator that libtorch knows, by name and overload.</summary>
/// <remarks>
/// The operators of this field have methods of their own on <see cref="Tensor"/>; this is the road to all others.
/// Names and arguments are those of the schema, such as
/// <c>aten::roll(Tensor self, SymInt[1] shifts, int[1] dims=[]) -> Tensor</c>.
/// </remarks>
/// <example><code>
/// var rolled = Operator.Find("aten::roll").Call(image, BoxedValue.Integers([1]), BoxedValue.Integers([0]));
/// </code></example>
public sealed class Operator
{
    private readonly string _baseName;
    private readonly string _overload;
    private OperatorPointer? _target;

    internal Operator(string name, string overload = "")
    {
        _baseName = name;
        _overload = overload;
    }

    /// <summary>Name with overload, such as <c>aten::add.Tensor</c>.</summary>
    public string Name => _overload.Length == 0 ? _baseName : $"{_baseName}.{_overload}";

    internal OperatorPointer Target => _target ??= OperatorPointer.Find(_baseName, _overload) ??
        throw new TorchException(
            $"Operator {Name}: this libtorch has none of that name. Check name and overload, or the libtorch release.");

    /// <summary>Looks an operator up.</summary>
    /// <param name="name">Name with namespace, such as <c>aten::add</c>.</param>
    /// <param name="overload">Overload, such as <c>Tensor</c>; empty where the operator has a nameless one.</param>
    /// <returns>The operator.</returns>
    /// <exception cref="TorchException">libtorch could not be loaded or has no such operator.</exception>
    public static Operator Find(string name, string overload = "")
    {
        var found = new Operator(name, overload);
        _ = found.Target;
        return found;
    }

    /// <summary>Looks an operator up that not every release of libtorch has.</summary>
    /// <param name="name">Name with namespace, such as <c>aten::scaled_dot_product_attention</c>.</param>
    /// <param name="overload">Overload; empty where the operator has a nameless one.</param>
    /// <returns>The operator; absent when this libtorch has none.</returns>
    /// <exception cref="TorchException">libtorch could not be loaded.</exception>
    public static Operator? TryFind(string name, string overload = "") =>
        OperatorPointer.Find(name, overload) is { } target ? new(name, overload) { _target = target } : null;

    /// <summary>Calls the operator, which returns one tensor.</summary>
    /// <param name="arguments">
    /// The arguments in the schema's order; trailing ones with a default may be left out.
    /// </param>
    /// <returns>The result; an operator that works in place returns a second owner of its argument.</returns>
    /// <exception cref="TorchException">
    /// libtorch refused, or the operator returns something else than one tensor.
    /// </exception>
    public Tensor Call(params ReadOnlySpan<BoxedValue> arguments) => NativeCall.InvokeForTensor(this, arguments);

    /// <summary>Calls the operator, which returns several tensors or a list of them.</summary>
    /// <param name="arguments">The arguments in the schema's order.</param>
    /// <returns>Every result in order, lists flattened.</returns>
    /// <exception cref="TorchException">libtorch refused.</exception>
    public Tensor[] CallForTensors(params ReadOnlySpan<BoxedValue> arguments) =>
        Array.ConvertAll(NativeCall.InvokeForValues(this, arguments), value => value.AsTensor());

    /// <summary>Calls the operator, whatever it returns.</summary>
    /// <param name="arguments">The arguments in the schema's order.</param>
    /// <returns>Every result in order, lists flattened; empty when there is none.</returns>
    /// <exception cref="TorchException">libtorch refused.</exception>
    public IReadOnlyList<BoxedValue> CallForValues(params ReadOnlySpan<BoxedValue> arguments) =>
        NativeCall.InvokeForValues(this, arguments);

    /// <summary>Calls the operator for its effect, such as one that works in place.</summary>
    /// <param name="arguments">The arguments in the schema's order.</param>
    /// <exception cref="TorchException">libtorch refused.</exception>
    public void Run(params ReadOnlySpan<BoxedValue> arguments) => NativeCall.InvokeForEffect(this, arguments);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
