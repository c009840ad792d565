namespace Plumbline.Tensors;

/// <summary>The open scopes of one thread and the tensors that they own.</summary>
internal sealed class ScopeStack
{
    [ThreadStatic]
    private static ScopeStack? _current;

    private readonly List<Tensor> _tensors = [];
    private readonly List<int> _starts = [];

    public static ScopeStack Current => _current ??= new();

    /// <summary>Puts a new tensor under the innermost open scope, if there is one.</summary>
    public void Add(Tensor tensor)
    {
        if (_starts.Count == 0)
            return;
        tensor.Scopes = this;
        tensor.ScopeDepth = _starts.Count;
        _tensors.Add(tensor);
    }

    /// <summary>Opens a scope.</summary>
    /// <returns>Its depth, from 1.</returns>
    public int Open()
    {
        _starts.Add(_tensors.Count);
        return _starts.Count;
    }

    /// <summary>Hands a tensor of the scope at this depth to the scope around it.</summary>
    public void Keep(Tensor tensor, int depth)
    {
        if (ReferenceEquals(tensor.Scopes, this) && tensor.ScopeDepth >= depth)
            tensor.ScopeDepth = depth - 1;
    }

    /// <summary>Closes the scope at this depth and all that are still open within.</summary>
    public void Close(int depth)
    {
        if (depth == 0 || depth > _starts.Count)
            return;
        var write = _starts[depth - 1];
        for (var read = write; read < _tensors.Count; read++)
        {
            var tensor = _tensors[read];
            if (tensor.ScopeDepth >= depth)
                tensor.Dispose();
            else if (tensor.ScopeDepth > 0)
                _tensors[write++] = tensor;
        }

        _tensors.RemoveRange(write, _tensors.Count - write);
        _starts.RemoveRange(depth - 1, _starts.Count - depth + 1);
    }
}
