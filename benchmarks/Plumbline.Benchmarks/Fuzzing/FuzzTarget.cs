namespace Plumbline.Benchmarks.Fuzzing;

/// <summary>One kind of file and what is done with a damaged one.</summary>
/// <param name="Name">Name for the table.</param>
/// <param name="Extension">How the damaged file is named.</param>
/// <param name="Sound">A sound file.</param>
/// <param name="Open">Reads the file at a path to its end; throws the documented exception where it cannot.</param>
internal sealed record FuzzTarget(string Name, string Extension, byte[] Sound, Action<string, CancellationToken> Open);
