namespace Plumbline.Tensors;

/// <summary>How the native library was found, or where it was looked for in vain.</summary>
/// <param name="Path">The file that was loaded; absent when none could be.</param>
/// <param name="TorchVersion">The libtorch release it was compiled for; absent when none could be loaded.</param>
/// <param name="Attempts">Every place tried, in order.</param>
public sealed record LibrarySearch(string? Path, string? TorchVersion, IReadOnlyList<LibraryAttempt> Attempts)
{
    /// <summary>The finding in words, one line for each place tried.</summary>
    /// <returns>What was loaded, or what was tried and how to help.</returns>
    public override string ToString() => Path is not null
        ? $"{Path} (libtorch {TorchVersion})"
        : $"The native library plumbline_torch could not be loaded. Tried:{string.Concat(Attempts.Select(attempt => $"\n  {attempt.Path}: {attempt.Outcome}"))}\n" +
          "Install libtorch (Debian: apt-get install libtorch-dev) and build the solution, or name the file in "
          + $"{Native.TorchLibrary.PathVariable}.";
}
