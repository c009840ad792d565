namespace Plumbline.Cli.Generating;

/// <summary>One clip that is to be made.</summary>
/// <param name="Path">Path of the video; its other files are named after it.</param>
/// <param name="Id">Name of its prompt.</param>
/// <param name="Prompt">What the network reads.</param>
/// <param name="Camera">The camera; absent for a free one.</param>
/// <param name="Image">Path of the picture that it begins with; absent where the first frame is made up.</param>
/// <param name="Record">What it follows from.</param>
internal sealed record PlannedClip(
    string Path, string Id, string Prompt, CameraChoice? Camera, string? Image, ClipRecord Record)
{
    /// <summary>Path of the record beside the video.</summary>
    public string RecordPath => System.IO.Path.ChangeExtension(Path, ".json");

    /// <summary>Path of the latents.</summary>
    public string LatentsPath => System.IO.Path.ChangeExtension(Path, ".safetensors");

    /// <summary>Path of a preview.</summary>
    /// <param name="kind">Which one.</param>
    public string PreviewPath(Previews kind) =>
        System.IO.Path.ChangeExtension(Path, kind == Previews.Gif ? ".gif" : ".png");

    /// <summary>Every file that is asked for beside the record.</summary>
    /// <param name="options">Says what is asked for.</param>
    public IEnumerable<string> FilesFor(GenerateOptions options)
    {
        yield return Path;
        if (options.KeepsLatents)
            yield return LatentsPath;
        foreach (var kind in (Previews[])[Previews.Gif, Previews.Png])
        {
            if (options.Previews.HasFlag(kind) && PreviewPath(kind) != Path)
                yield return PreviewPath(kind);
        }
    }
}
