using System.Globalization;
using Plumbline.Alignment.Pairs;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Vision;

namespace Plumbline.Alignment.Comparison;

/// <summary>
/// A few pairs of a comparison whose clips are kept to be looked at: the first prompts, whatever came out.
/// </summary>
/// <remarks>
/// Clips lie in <c>examples/</c> of the comparison's folder, one file each, under the name of what they follow from: a
/// second call makes nothing, and another adapter makes only its own side again. Which prompts are shown depends on
/// their order alone, since examples chosen by their result would prove anything.
/// </remarks>
public static class ComparisonExamples
{
    /// <summary>Most prompts that are shown.</summary>
    public const int MostPrompts = 6;

    /// <summary>Name of the folder inside that of the comparison.</summary>
    public const string FolderName = "examples";

    private const string Kind = "plumbline.example 1";
    private const string FramesName = "frames";
    private const string BaseEnding = ".base.safetensors";
    private const string AlignedEnding = ".adapter.safetensors";

    /// <summary>The pairs that are shown.</summary>
    /// <param name="pairs">All pairs of a comparison, prompt by prompt.</param>
    /// <returns>The first pair of each of the first six prompts.</returns>
    public static IReadOnlyList<ClipPair> First(IReadOnlyList<ClipPair> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        return [.. pairs.DistinctBy(pair => pair.Prompt).Take(MostPrompts)];
    }

    /// <summary>Makes the clips that are not there yet; each file appears whole or not at all.</summary>
    /// <param name="folder">Folder of the comparison.</param>
    /// <param name="baseName">What the comparison calls the base.</param>
    /// <param name="alignedName">What it calls the other side.</param>
    /// <param name="pairs">The pairs, see <see cref="First"/>.</param>
    /// <param name="progress">Told after every clip.</param>
    /// <param name="token">Stops before the next step of the sampler.</param>
    /// <returns>How many clips were made.</returns>
    /// <exception cref="CheckpointException">A file could not be written.</exception>
    /// <exception cref="InvalidDataException">The model gave infinite or undefined numbers.</exception>
    public static int Make(
        string folder, string baseName, string alignedName, IReadOnlyList<ClipPair> pairs,
        IProgress<ComparisonProgress>? progress = null, CancellationToken token = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(pairs);
        var (made, done) = (0, 0);
        foreach (var pair in pairs)
        {
            foreach (var (clip, ending, maker) in new[]
            {
                (pair.Base, BaseEnding, baseName), (pair.Aligned, AlignedEnding, alignedName),
            })
            {
                token.ThrowIfCancellationRequested();
                var path = Path.Combine(folder, FolderName, pair.Name + ending);
                if (!IsOf(path, clip.Key))
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                    Write(path, clip.Load(token), pair, clip.Key, maker);
                    made++;
                }

                progress?.Report(new(pair.Name, ++done, 2 * pairs.Count));
            }
        }

        return made;
    }

    /// <summary>Reads what was made.</summary>
    /// <param name="folder">Folder of the comparison.</param>
    /// <param name="prompts">Its prompts; examples come in their order.</param>
    /// <returns>The examples of which both clips are there.</returns>
    /// <exception cref="CheckpointException">A file is damaged or holds something else.</exception>
    public static IReadOnlyList<ComparisonExample> Read(string folder, IReadOnlyList<AlignmentPrompt> prompts)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(prompts);
        var examples = new List<ComparisonExample>();
        foreach (var prompt in prompts)
        {
            var own = Path.Combine(folder, FolderName, prompt.FolderName);
            if (!Directory.Exists(own))
                continue;
            foreach (var path in Directory.EnumerateFiles(own, "*" + BaseEnding).Order(StringComparer.Ordinal))
            {
                var other = path[..^BaseEnding.Length] + AlignedEnding;
                if (!File.Exists(other))
                    continue;
                var (video, name, maker) = Read(path);
                var (aligned, _, alignedMaker) = Read(other);
                examples.Add(new(prompt.Id, name, maker, alignedMaker, video, aligned));
            }
        }

        return examples;
    }

    private static bool IsOf(string path, string key)
    {
        if (!File.Exists(path))
            return false;
        try
        {
            using var file = Checkpoint.Open(path);
            return file.Metadata.GetValueOrDefault("kind") == Kind && file.Metadata.GetValueOrDefault("key") == key;
        }
        catch (CheckpointException)
        {
            // A damaged example is made again.
            return false;
        }
    }

    private static void Write(string path, Video video, ClipPair pair, string key, string maker) =>
        CheckpointWriter.Write(
            path,
            [
                new(
                    FramesName, StoredType.UInt8, [video.Frames.Count, video.Height, video.Width, 3],
                    video.Frames.SelectMany(frame => frame.Rgb).ToArray()),
            ],
            new Dictionary<string, string>
            {
                ["kind"] = Kind,
                ["key"] = key,
                ["pair"] = pair.Name,
                ["maker"] = maker,
                ["framesPerSecond"] = video.FramesPerSecond.ToString("R", CultureInfo.InvariantCulture),
            });

    private static (Video Video, string Name, string Maker) Read(string path)
    {
        using var file = Checkpoint.Open(path);
        var stored = file[FramesName];
        if (file.Metadata.GetValueOrDefault("kind") != Kind || stored.Type != StoredType.UInt8
            || stored.Shape is not [var count, var height, var width, 3]
            || !double.TryParse(
                file.Metadata.GetValueOrDefault("framesPerSecond"), CultureInfo.InvariantCulture,
                out var framesPerSecond))
            throw new CheckpointException(
                path, $"expected an example of a comparison, got {stored}. Delete it, and write the report again.");
        var size = (int)(height * width * 3);
        var frames = Enumerable.Range(0, (int)count).Select(i => new Frame(
            stored.Slice((long)i * size, size).ToArray(), (int)width, (int)height, i,
            TimeSpan.FromSeconds(i / framesPerSecond)));
        return (
            new([.. frames], framesPerSecond), file.Metadata.GetValueOrDefault("pair", ""),
            file.Metadata.GetValueOrDefault("maker", ""));
    }
}
