using Plumbline.Diffusion;
using Plumbline.Diffusion.Schedulers;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;

namespace Plumbline.Alignment.Linting;

/// <summary>Stands in for a denoiser: answers zeros and remembers what it was asked.</summary>
internal sealed class DenoiserProbe(IDenoiser original) : IDenoiser, IDisposable
{
    private readonly List<Question> _questions = [];

    /// <summary>One call of the network.</summary>
    /// <param name="Noised">Noised latents, [B, C, f, h, w].</param>
    /// <param name="Times">What the network was told, 0 to 1000, B values.</param>
    /// <param name="Known">1 in known frames, [B, 1, f, 1, 1]; absent where none are known.</param>
    /// <param name="Answer">What the network answered, a leaf of the graph, [B, C, f, h, w].</param>
    public sealed record Question(Tensor Noised, float[] Times, Tensor? Known, Tensor Answer);

    /// <summary>The calls in their order.</summary>
    public IReadOnlyList<Question> Questions => _questions;

    public PredictionKind Prediction => original.Prediction;

    public int LatentChannels => original.LatentChannels;

    public int PatchSize => original.PatchSize;

    public Tensor Predict(Tensor noised, Tensor times, Conditioning conditioning, BlockTape? tape = null)
    {
        var answer = Tensor.Zeros(noised.Shape, DType.Float32, noised.Device).OutliveScopes();
        answer.RecordGradient(GradientRecording.On);
        _questions.Add(new(
            noised.Detach().Share().OutliveScopes(), times.To(Device.Cpu).ToArray<float>(),
            conditioning.Known?.Mask.Share().OutliveScopes(), answer));
        return answer.Share();
    }

    public void Dispose()
    {
        foreach (var question in _questions)
        {
            question.Noised.Dispose();
            question.Known?.Dispose();
            question.Answer.Dispose();
        }
    }
}
