using System.Text.Json;
using Plumbline.Tensors.Checkpoints;

namespace Plumbline.Tests.Golden;

/// <summary>
/// One folder of reference values: hyper-parameters, inputs, and the outputs of the reference implementation.
/// </summary>
internal sealed class GoldenCase : IDisposable
{
    private readonly JsonDocument _document;
    private readonly Checkpoint _inputs;
    private readonly Checkpoint _outputs;

    private GoldenCase(string folder)
    {
        (Folder, Name) = (folder, Path.GetFileName(folder));
        _document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "config.json")));
        _inputs = Checkpoint.Open(Path.Combine(folder, "inputs.safetensors"));
        _outputs = Checkpoint.Open(Path.Combine(folder, "outputs.safetensors"));
        Weights = Checkpoint.Open(Path.Combine(folder, "weights.safetensors"));
    }

    /// <summary>
    /// The kind that a folder's configuration states; absent where there is none, as in folders of other layouts.
    /// </summary>
    public static string? StatedKind(string folder)
    {
        var path = Path.Combine(folder, "config.json");
        if (!File.Exists(path))
            return null;
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.TryGetProperty("case", out var kind) ? kind.GetString() : null;
    }

    public string Folder { get; }

    public string Name { get; }

    /// <summary>The hyper-parameters that the reference ran with.</summary>
    public JsonElement Config => _document.RootElement.GetProperty("config");

    public Checkpoint Weights { get; }

    public IReadOnlyList<string> InputNames => [.. _inputs.Entries.Keys.Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> OutputNames => [.. _outputs.Entries.Keys.Order(StringComparer.Ordinal)];

    /// <summary>
    /// The coarse tolerance of the case; what it is relative to stands in the notes of each kind of case.
    /// </summary>
    public double CaseTolerance => _document.RootElement.GetProperty("tolerance_suggested").GetDouble();

    public static GoldenCase Open(string folder) => new(folder);

    public GoldenTensor Input(string name) => GoldenTensor.Of(_inputs[name]);

    public GoldenTensor Output(string name) => GoldenTensor.Of(_outputs[name]);

    /// <summary>The tolerance of one output where the case states one, else that of the case.</summary>
    public double Tolerance(string output) =>
        _document.RootElement.GetProperty("outputs").TryGetProperty(output, out var described)
        && described.TryGetProperty("atol_suggested", out var tolerance)
            ? tolerance.GetDouble()
            : CaseTolerance;

    public void Dispose()
    {
        _document.Dispose();
        _inputs.Dispose();
        _outputs.Dispose();
        Weights.Dispose();
    }
}
