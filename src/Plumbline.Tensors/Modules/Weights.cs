using System.Globalization;
using Plumbline.Tensors.Checkpoints;

namespace Plumbline.Tensors.Modules;

/// <summary>Weights asked for by path and shape, so that loading is the check.</summary>
/// <example><code>
/// using var checkpoint = Checkpoint.Open("model.safetensors");
/// using var model = Weights.Load(
///     WeightSource.From(checkpoint), Precision.BFloat16, Device.Cpu, weights => new Linear(weights.At("blocks").At(3).At("to_q"), 64, 64));
/// </code></example>
/// <remarks>Every weight that is missing, of another shape, or left over goes into one message.</remarks>
public sealed class Weights
{
    private readonly Loading _loading;
    private readonly string _prefix;

    private Weights(Loading loading, string prefix)
    {
        _loading = loading;
        _prefix = prefix;
    }

    /// <summary>The types in which the network is kept and computed.</summary>
    public Precision Precision => _loading.Precision;

    /// <summary>Where the network lives.</summary>
    public Device Device => _loading.Device;

    /// <summary>Builds a network and checks that it and its source agree on every weight.</summary>
    /// <typeparam name="TModule">The network.</typeparam>
    /// <param name="source">Where the weights come from.</param>
    /// <param name="precision">The types in which the network is kept and computed.</param>
    /// <param name="device">Where it lives.</param>
    /// <param name="build">Makes the network; its modules ask for their weights.</param>
    /// <param name="unused">What to make of weights that nobody asks for.</param>
    /// <returns>The network, owned by the caller.</returns>
    /// <exception cref="CheckpointException">
    /// Network and source disagree; the message lists every weight in question.
    /// </exception>
    public static TModule Load<TModule>(
        WeightSource source, Precision precision, Device device, Func<Weights, TModule> build,
        UnusedWeights unused = UnusedWeights.Refused)
        where TModule : Module
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(precision);
        ArgumentNullException.ThrowIfNull(build);
        var loading = new Loading(source, precision.Validate(), device);
        try
        {
            var module = build(new(loading, ""));
            loading.Check(unused);
            return module;
        }
        catch
        {
            loading.Dispose();
            throw;
        }
    }

    /// <summary>The weights below a name.</summary>
    /// <param name="name">One or several names, such as <c>blocks</c> or <c>net.0</c>.</param>
    /// <returns>The weights there.</returns>
    public Weights At(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new(_loading, $"{_prefix}{name}.");
    }

    /// <summary>The weights of one item of a list.</summary>
    /// <param name="index">Position in the list, from 0.</param>
    /// <returns>The weights there.</returns>
    public Weights At(int index) => At(index.ToString(CultureInfo.InvariantCulture));

    /// <summary>Asks for a weight.</summary>
    /// <param name="name">Its name below this path, such as <c>weight</c>.</param>
    /// <param name="shape">The shape that it must have.</param>
    /// <param name="initialization">How it begins when it comes from no checkpoint; zeros when absent.</param>
    /// <returns>
    /// The weight, in no scope and owned by the caller. Where the source disagrees the disagreement is noted, and
    /// <see cref="Load"/> throws once everything has been asked for.
    /// </returns>
    public Tensor Get(string name, Shape shape, Initialization? initialization = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(shape);
        return _loading.Get(_prefix + name, shape, initialization ?? Initialization.Zeros);
    }

    /// <summary>Whether the source holds a weight; a source of fresh weights says no.</summary>
    /// <param name="name">Its name below this path.</param>
    /// <returns>True when it does.</returns>
    public bool Has(string name) => _loading.Has(_prefix + name);

    private sealed class Loading(WeightSource source, Precision precision, Device device) : IDisposable
    {
        private readonly List<string> _problems = [];
        private readonly List<Tensor> _given = [];
        private readonly HashSet<string> _asked = [];
        private readonly HashSet<string> _names = [.. source.Names];

        public Precision Precision => precision;

        public Device Device => device;

        public bool Has(string name) => _names.Contains(name);

        public Tensor Get(string name, Shape shape, Initialization initialization)
        {
            _asked.Add(name);
            var found = source.Find(name, shape, initialization, precision.Parameters, device, out var problem);
            if (found is null)
                _problems.Add(problem);
            // The building goes on so that every problem is found; unwritten elements cost no memory.
            var weight = (found ?? Tensor.Empty(shape, precision.Parameters, device)).OutliveScopes();
            _given.Add(weight);
            return weight;
        }

        public void Check(UnusedWeights unused)
        {
            if (unused == UnusedWeights.Refused)
                _problems.AddRange(source.Names.Where(name => !_asked.Contains(name)).Order(StringComparer.Ordinal)
                    .Select(name => $"{name}: the file has it, the model does not use it"));
            if (_problems.Count > 0)
                throw new CheckpointException(
                    source.Name,
                        $"{_problems.Count} weights do not fit the "
                        + $"model:{string.Concat(_problems.Select(problem => $"\n  {problem}"))}\n" +
                    "Is this the checkpoint of another size or version?");
        }

        public void Dispose()
        {
            foreach (var weight in _given)
                weight.Dispose();
        }
    }
}
