using System.Text.Json.Serialization;

namespace Plumbline.Cli.Generating;

/// <summary>How one clip of a request ended.</summary>
/// <param name="Path">Path of the video.</param>
/// <param name="Id">Name of its prompt.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Record">What it follows from; absent where there is no clip.</param>
/// <param name="Failure">Why there is no clip; absent where there is one.</param>
/// <param name="WasThere">Whether an earlier run had made it.</param>
internal sealed record ClipResult(
    string Path, string Id, long Seed, ClipRecord? Record, string? Failure, [property: JsonIgnore] bool WasThere);
