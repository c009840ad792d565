namespace Plumbline.Diffusion.Text;

/// <summary>Turns prompts into what a denoiser reads.</summary>
public interface ITextEncoder
{
    /// <summary>Encodes prompts.</summary>
    /// <param name="prompts">One prompt per sample; an empty one stands for none.</param>
    /// <returns>Their embedding; its tensors belong to the caller's scope.</returns>
    TextEmbedding Encode(IReadOnlyList<string> prompts);
}
