using Plumbline.Alignment.Pairs;
using Plumbline.Cli.Commands;
using Plumbline.Diffusion;
using Plumbline.Tensors;

namespace Plumbline.Cli.Generating;

/// <summary>What the command line of <c>plumb generate</c> says.</summary>
internal sealed record GenerateOptions
{
    /// <summary>The prompts, at least one.</summary>
    public required IReadOnlyList<AlignmentPrompt> Prompts { get; init; }

    /// <summary>A video file for one clip, a folder for several.</summary>
    public required string Output { get; init; }

    /// <summary>Clips of each prompt, at least 1.</summary>
    public required int Count { get; init; }

    /// <summary>Seed of the first clip of each prompt; the next ones count up.</summary>
    public required long Seed { get; init; }

    /// <summary>Picture to begin with where a prompt names none.</summary>
    public string? Image { get; init; }

    /// <summary>How the first frame is made where no picture gives it.</summary>
    public FirstFrame FirstFrame { get; init; } = FirstFrame.Alone;

    /// <summary>Camera where a prompt names none.</summary>
    public string? Camera { get; init; }

    /// <summary>What to lead away from where a prompt says nothing.</summary>
    public string Negative { get; init; } = "";

    /// <summary>Steps of the sampler, at least 1.</summary>
    public required int Steps { get; init; }

    /// <summary>How far to follow prompt, first frame and cameras, each at least 1, which does not.</summary>
    public required GuidanceScales Guidance { get; init; }

    /// <summary>One of <see cref="Samplers.Names"/>.</summary>
    public required string Sampler { get; init; }

    /// <summary>Frames of each clip.</summary>
    public required int Frames { get; init; }

    /// <summary>Width and height in pixels.</summary>
    public required PictureSize Size { get; init; }

    /// <summary>Folder or file of the model; the committed one when absent.</summary>
    public string? Model { get; init; }

    /// <summary>Folder of an adapter on the model; none when absent.</summary>
    public string? Lora { get; init; }

    /// <summary>Factor on the adapter's trained strength; 1 as trained, 0 off.</summary>
    public double LoraWeight { get; init; } = 1;

    /// <summary>Folder or file of the autoencoder; the model's own, or the committed one, when absent.</summary>
    public string? Autoencoder { get; init; }

    /// <summary>Type of matrix products.</summary>
    public required DType Compute { get; init; }

    /// <summary>Threads of libtorch, at least 1.</summary>
    public required int Threads { get; init; }

    /// <summary>Whether the sampler's latents are kept.</summary>
    public bool KeepsLatents { get; init; }

    /// <summary>What is written to be looked at.</summary>
    public Previews Previews { get; init; }

    /// <summary>Whether all clips are shown together.</summary>
    public bool DrawsGrid { get; init; }

    /// <summary>Whether clips are made again that are there.</summary>
    public bool Replaces { get; init; }

    /// <summary>Whether only the plan is printed.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Where the results go as JSON; <c>-</c> for stdout.</summary>
    public string? Json { get; init; }

    /// <summary>Whether <see cref="Output"/> is a video file.</summary>
    public bool WritesOneFile => IsVideoFile(Output);

    /// <summary>Whether a path ends like a video that can be written.</summary>
    /// <param name="path">The path.</param>
    public static bool IsVideoFile(string path) =>
        Path.GetExtension(path).ToUpperInvariant() is ".MP4" or ".MOV" or ".MKV" or ".GIF";
}
