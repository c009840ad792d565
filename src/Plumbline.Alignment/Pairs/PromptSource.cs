using System.Globalization;
using System.Security.Cryptography;
using Plumbline.Vision.Export;
using Plumbline.Vision.Media;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Pairs;

/// <summary>
/// Where the prompts of a run come from: a file, or rendered worlds that no network was trained or tested on.
/// </summary>
/// <remarks>
/// A run keeps its own copy: <c>prompts.json</c> and, for each prompt, <c>prompts/NAME/first.png</c> and
/// <c>prompts/NAME/cameras.json</c>, all relative to its folder, so that it can be moved.
/// </remarks>
public sealed class PromptSource
{
    /// <summary>What begins the name of a source of worlds.</summary>
    public const string WorldsPrefix = "worlds:";

    private const string WorldName = "world-";

    private readonly Func<string, CancellationToken, IReadOnlyList<AlignmentPrompt>> _write;
    private readonly Func<long, TrainingWorld>? _world;
    private readonly IReadOnlyList<AlignmentPrompt> _ofFile;

    private PromptSource(
        string identity, Func<string, CancellationToken, IReadOnlyList<AlignmentPrompt>> write,
        Func<long, TrainingWorld>? world, IReadOnlyList<AlignmentPrompt> ofFile) =>
        (Identity, _write, _world, _ofFile) = (identity, write, world, ofFile);

    /// <summary>Names the content: equal identities write equal files.</summary>
    public string Identity { get; }

    /// <summary>The prompts of a file, with the pictures and cameras that they name.</summary>
    /// <param name="path">As <see cref="PromptFile.Read"/> takes it.</param>
    /// <param name="part">The part of its prompts that is meant; all by default.</param>
    /// <returns>The source.</returns>
    /// <exception cref="InvalidDataException">
    /// The file says something else, names a file that is not there, or has no second prompt to hold out.
    /// </exception>
    public static PromptSource OfFile(string path, PromptPart part = PromptPart.All)
    {
        var prompts = PromptFile.Read(path);
        if (part != PromptPart.All)
            prompts = part == PromptPart.HeldOut ? HeldOutPrompts.Of(path, prompts) : [.. prompts.Except(
                HeldOutPrompts.Of(path, prompts))];
        string[] missing = [.. prompts.SelectMany(FilesOf).Where(file => !File.Exists(file)).Distinct()];
        if (missing.Length > 0)
            throw new InvalidDataException(
                $"{path}: expected the pictures, cameras and videos that it names, got nothing at "
                + $"{string.Join(", ", missing)}. Check the names.");
        // Renaming the folder of the prompts must not make another run of them.
        var content = string.Join(
            '\n', prompts.SelectMany(prompt => FilesOf(prompt).Select(file => ContentHash.Sha256(file))));
        var names = PromptFile.Write([.. prompts.Select(Relative)]);
        return new(
            "file "
            + $"{Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{names}\n{content}")))}",
            (folder, token) => Copy(prompts, folder, token), null, prompts);
    }

    /// <summary>Rendered worlds: their captions, first frames and camera paths.</summary>
    /// <param name="split">What the worlds are kept for.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="first">Number of the first one within the split.</param>
    /// <param name="format">Size and length of the clips.</param>
    /// <returns>The source.</returns>
    public static PromptSource OfWorlds(WorldSplit split, int count, long first, WorldFormat format)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentNullException.ThrowIfNull(format);
        format.Validate();
        var identity = string.Create(
            CultureInfo.InvariantCulture,
            $"worlds {split} {first}+{count} {format.Width}x{format.Height}x{format.FrameCount} "
            + $"speed {format.Speed:R}");
        TrainingWorld World(long index) => TrainingWorld.FromSeed(WorldSeeds.Of(split, index), format);
        return new(
            identity,
            (folder, token) => Write(
                folder,
                [.. Enumerable.Range(0, count).Select(i => WritePrompt(first + i, World(first + i), folder, token))]),
            World, []);
    }

    /// <summary>A source as a command line names it.</summary>
    /// <param name="text">The path of a file, or <c>worlds:256</c>; <c>worlds:256+64</c> begins with world 64.</param>
    /// <param name="split">What worlds are taken from.</param>
    /// <param name="format">Size and length of the clips.</param>
    /// <returns>The source.</returns>
    /// <exception cref="InvalidDataException">It is neither; the message says what was wrong.</exception>
    public static PromptSource Parse(string text, WorldSplit split, WorldFormat format)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!WorldRange.IsNamedBy(text))
            return OfFile(text);
        var range = WorldRange.Parse(text);
        return OfWorlds(split, range.Count, range.First, format);
    }

    /// <summary>
    /// Writes the prompts and everything that they name; <c>prompts.json</c> last, when all else is there.
    /// </summary>
    /// <param name="folder">A run folder or any other; made when missing.</param>
    /// <param name="token">Stops between prompts.</param>
    /// <returns>The prompts with paths relative to the folder.</returns>
    public IReadOnlyList<AlignmentPrompt> WriteTo(string folder, CancellationToken token = default)
    {
        Directory.CreateDirectory(folder);
        return _write(folder, token);
    }

    /// <summary>Refuses prompts without a video where candidates begin from it.</summary>
    /// <param name="options">How candidates are made.</param>
    /// <exception cref="InvalidDataException">A prompt names none; the message names the prompt.</exception>
    public void RequireVideos(CandidateOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Starts?.Any(start => start < 1) == true)
            foreach (var prompt in _ofFile)
                PromptVideo.RequireNamed(prompt);
    }

    /// <summary>The world that a prompt was rendered from.</summary>
    /// <param name="prompt">A prompt of this source.</param>
    /// <returns>The world; absent where the source is a file.</returns>
    public TrainingWorld? WorldOf(AlignmentPrompt prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return _world?.Invoke(long.Parse(prompt.Id[WorldName.Length..], CultureInfo.InvariantCulture));
    }

    private static IEnumerable<string> FilesOf(AlignmentPrompt prompt) =>
        new[] { prompt.FirstFramePath, prompt.CamerasPath, prompt.VideoPath }.OfType<string>();

    private static AlignmentPrompt Relative(AlignmentPrompt prompt)
    {
        var folder = $"prompts/{prompt.FolderName}";
        return prompt with
        {
            FirstFramePath = prompt.FirstFramePath is { } picture
                ? $"{folder}/first{Path.GetExtension(picture)}"
                : null,
            CamerasPath = prompt.CamerasPath is null ? null : $"{folder}/cameras.json",
            VideoPath = prompt.VideoPath is { } video ? $"{folder}/video{Path.GetExtension(video)}" : null,
        };
    }

    private static IReadOnlyList<AlignmentPrompt> Copy(
        IReadOnlyList<AlignmentPrompt> prompts, string folder, CancellationToken token)
    {
        var copies = new List<AlignmentPrompt>();
        foreach (var prompt in prompts)
        {
            token.ThrowIfCancellationRequested();
            var copy = Relative(prompt);
            foreach (var (from, to) in FilesOf(prompt).Zip(FilesOf(copy)))
            {
                var target = Path.Combine(folder, to);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                AtomicFile.Write(target, stream => stream.Write(File.ReadAllBytes(from)));
            }

            copies.Add(copy);
        }

        return Write(folder, copies);
    }

    private static AlignmentPrompt WritePrompt(long index, TrainingWorld world, string folder, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var prompt = Relative(new(
            $"{WorldName}{index:00000}", world.Caption)
        {
            FirstFramePath = "first.png",
            CamerasPath = "cameras.json",
        });
        var picture = world.FilmFirstFrame();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, prompt.FirstFramePath!))!);
        CamerasJson.Write(Path.Combine(folder, prompt.CamerasPath!), world.Views);
        AtomicFile.Write(
            Path.Combine(folder, prompt.FirstFramePath!),
            stream => stream.Write(PngPicture.Encode(picture.Rgb, picture.Width, picture.Height)));
        return prompt;
    }

    private static IReadOnlyList<AlignmentPrompt> Write(string folder, IReadOnlyList<AlignmentPrompt> prompts)
    {
        PromptFile.Write(prompts, Path.Combine(folder, PromptFile.Name));
        return prompts;
    }
}
