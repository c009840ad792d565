namespace Plumbline.Tensors;

/// <summary>Disposes, at its end, every tensor that its thread made since it was opened, except those kept.</summary>
/// <remarks>
/// A ref struct, so that the compiler refuses to carry it across <c>await</c>, <c>yield</c> or into a lambda, where it
/// would close another thread's scope. Scopes nest: what an inner scope keeps belongs to the outer one.
/// </remarks>
/// <example><code>
/// using var scope = new TensorScope();
/// var mean = image.Mean();
/// return scope.Keep((image - mean).Abs());
/// </code></example>
public readonly ref struct TensorScope
{
    private readonly ScopeStack _stack;
    private readonly int _depth;

    /// <summary>Opens a scope on this thread.</summary>
    public TensorScope()
    {
        _stack = ScopeStack.Current;
        _depth = _stack.Open();
    }

    /// <summary>
    /// Lets a tensor survive: it passes to the scope around this one, or to the caller where there is none.
    /// </summary>
    /// <param name="tensor">A tensor; one that is not of this scope is left alone.</param>
    /// <returns>The tensor itself.</returns>
    public Tensor Keep(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        _stack?.Keep(tensor, _depth);
        return tensor;
    }

    /// <summary>Lets several tensors survive, as <see cref="Keep(Tensor)"/> does.</summary>
    /// <param name="tensors">Tensors; those not of this scope are left alone.</param>
    /// <returns>The same array.</returns>
    public Tensor[] Keep(Tensor[] tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        foreach (var tensor in tensors)
            Keep(tensor);
        return tensors;
    }

    /// <summary>Disposes what the scope still owns; doing so twice is harmless.</summary>
    public void Dispose() => _stack?.Close(_depth);
}
