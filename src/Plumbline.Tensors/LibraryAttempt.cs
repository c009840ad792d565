namespace Plumbline.Tensors;

/// <summary>One place where the native library was looked for.</summary>
/// <param name="Path">The file that was tried.</param>
/// <param name="Outcome"><c>loaded</c>, or why not, in the loader's own words.</param>
public sealed record LibraryAttempt(string Path, string Outcome);
