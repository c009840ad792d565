namespace Plumbline.Cli.Generating;

/// <summary>Everything that a generated clip follows from; written into the video and beside it.</summary>
/// <remarks>
/// The same record gives the same bytes on one machine. The schema is <c>docs/schema/clip.schema.json</c>.
/// </remarks>
internal sealed record ClipRecord
{
    /// <summary>Version of Plumbline.</summary>
    public required string Version { get; init; }

    /// <summary>SHA-256 of the file of the denoiser and word encoder.</summary>
    public required string ModelSha256 { get; init; }

    /// <summary>SHA-256 of the file of the autoencoder.</summary>
    public required string AutoencoderSha256 { get; init; }

    /// <summary>
    /// SHA-256 of what <c>sha256sum adapter_config.json adapter_model.safetensors</c> prints in the adapter's folder;
    /// absent without an adapter.
    /// </summary>
    public string? LoraSha256 { get; init; }

    /// <summary>Factor on the adapter's trained strength; absent without an adapter.</summary>
    public double? LoraWeight { get; init; }

    /// <summary>The prompt as the user gave it.</summary>
    public required string Prompt { get; init; }

    /// <summary>The prompt as the network read it, where words of a camera command were added.</summary>
    public string? ReadPrompt { get; init; }

    /// <summary>What the clip leads away from; absent for nothing.</summary>
    public string? Negative { get; init; }

    /// <summary>Names the clip's random numbers.</summary>
    public required long Seed { get; init; }

    /// <summary>Steps of the sampler.</summary>
    public required int Steps { get; init; }

    /// <summary>How far the clip leads away from the negative prompt; 1 does not.</summary>
    public required double Guidance { get; init; }

    /// <summary>
    /// All scales as <c>--guidance</c> reads them; absent where the clip leads away from the negative prompt alone, at
    /// every noise level.
    /// </summary>
    public string? GuidanceScales { get; init; }

    /// <summary>Name of the sampler.</summary>
    public required string Sampler { get; init; }

    /// <summary>The camera command, of the user's or of the prompt's words.</summary>
    public string? Camera { get; init; }

    /// <summary>Who chose the camera; absent for a free one.</summary>
    public CameraSource? CameraSource { get; init; }

    /// <summary>SHA-256 of the file of cameras.</summary>
    public string? CamerasSha256 { get; init; }

    /// <summary>Where the first frame comes from.</summary>
    public required FirstFrame FirstFrame { get; init; }

    /// <summary>SHA-256 of the picture that the clip begins with; absent where the first frame was made up.</summary>
    public string? ImageSha256 { get; init; }

    /// <summary>Width in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Number of frames.</summary>
    public required int Frames { get; init; }

    /// <summary>Frames per second.</summary>
    public required double FramesPerSecond { get; init; }

    /// <summary>Type of the matrix products, <c>bfloat16</c> or <c>float32</c>.</summary>
    public required string Precision { get; init; }

    /// <summary>SHA-256 of each file of the clip by its name; absent inside the video.</summary>
    public IReadOnlyDictionary<string, string>? Files { get; init; }
}
