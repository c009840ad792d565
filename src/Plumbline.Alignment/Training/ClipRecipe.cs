namespace Plumbline.Alignment.Training;

/// <summary>A recipe for a network that learns from rendered clips of one size.</summary>
public abstract record ClipRecipe : TrainingRecipe
{
    private protected ClipRecipe()
    {
    }

    /// <summary>Width and height of the clips in pixels, a multiple of 16; default 128.</summary>
    public int Size { get; init; } = 128;

    /// <summary>Frames of each clip, 1 + 4k; default 17.</summary>
    public int FrameCount { get; init; } = 17;
}
