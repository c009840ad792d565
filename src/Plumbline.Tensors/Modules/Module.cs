namespace Plumbline.Tensors.Modules;

/// <summary>A part of a network with its own weights and parts, each registered by name.</summary>
/// <remarks>
/// Nothing is found by reflection: what a module does not own through <see cref="OwnWeight"/> or <see cref="OwnPart"/>
/// is not part of it. A module disposes what it owns and never its arguments; results belong to the caller or its
/// scope.
/// </remarks>
public abstract class Module : IDisposable
{
    private readonly List<NamedParameter> _weights = [];
    private readonly List<(string Name, Module Part)> _parts = [];

    /// <summary>Starts a module that computes under a policy.</summary>
    /// <param name="precision">The types in which it is kept and computed.</param>
    protected Module(Precision precision)
    {
        ArgumentNullException.ThrowIfNull(precision);
        Precision = precision;
    }

    /// <summary>The types in which the module is kept and computed.</summary>
    public Precision Precision { get; }

    /// <summary>Every weight of the module and its parts, in the order of registration.</summary>
    /// <returns>Weights with their paths from here.</returns>
    public IEnumerable<NamedParameter> Parameters()
    {
        foreach (var weight in _weights)
            yield return weight;
        foreach (var (name, part) in _parts)
        {
            foreach (var weight in part.Parameters())
                yield return weight with { Name = Join(name, weight.Name) };
        }
    }

    /// <summary>Every part at any depth, outer ones first.</summary>
    /// <returns>Parts with their paths from here.</returns>
    public IEnumerable<(string Path, Module Part)> Parts()
    {
        foreach (var (name, part) in _parts)
        {
            yield return (name, part);
            foreach (var (path, inner) in part.Parts())
                yield return (Join(name, path), inner);
        }
    }

    /// <summary>Turns the recording of gradients on or off for every weight.</summary>
    /// <param name="recording">On to train the module, off to freeze it.</param>
    public void RecordGradients(GradientRecording recording)
    {
        foreach (var (_, value) in Parameters())
            value.RecordGradient(recording);
    }

    /// <summary>Disposes every weight of the module and its parts; doing so twice is harmless.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes what the module owns.</summary>
    /// <param name="disposing">True: modules have no finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        foreach (var (_, value) in _weights)
            value.Dispose();
        foreach (var (_, part) in _parts)
            part.Dispose();
    }

    /// <summary>Asks for a weight and makes it part of this module.</summary>
    /// <param name="weights">The weights at this module's path.</param>
    /// <param name="name">Its name, such as <c>weight</c>.</param>
    /// <param name="shape">The shape that it must have.</param>
    /// <param name="initialization">How it begins when it comes from no checkpoint.</param>
    /// <returns>The weight; it outlives every scope.</returns>
    protected Tensor OwnWeight(Weights weights, string name, Shape shape, Initialization initialization)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var value = weights.Get(name, shape, initialization);
        _weights.Add(new(name, value));
        return value;
    }

    /// <summary>Makes another module part of this one.</summary>
    /// <typeparam name="TModule">Type of the part.</typeparam>
    /// <param name="name">Its name here, as in a checkpoint; empty for a part that shares this module's path.</param>
    /// <param name="part">The part; from now on this module disposes it.</param>
    /// <returns>The part itself.</returns>
    protected TModule OwnPart<TModule>(string name, TModule part)
        where TModule : Module
    {
        _parts.Add((name, part));
        return part;
    }

    /// <summary>Lets a part go; its new owner disposes it.</summary>
    /// <param name="part">A part of this module.</param>
    protected void ReleasePart(Module part) => _parts.RemoveAll(owned => ReferenceEquals(owned.Part, part));

    private static string Join(string name, string rest) => name.Length == 0 ? rest : $"{name}.{rest}";
}
