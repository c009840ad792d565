using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Modules;
using Plumbline.Tensors.Native;

namespace Plumbline.Tensors.Distributed;

/// <summary>Adds up the gradients of several processes.</summary>
public static class GradientExchange
{
    private const long BucketElements = 4_000_000;

    /// <summary>Replaces every gradient by its sum over all processes.</summary>
    /// <param name="weights">The weights, the same in the same order everywhere.</param>
    /// <param name="group">The processes.</param>
    /// <remarks>
    /// Gradients travel as float32 in buckets of about 16 MB; one sets off while the next is packed. A weight without a
    /// gradient counts as zero, and keeps none where no process has one.
    /// </remarks>
    /// <exception cref="IOException">A process was lost; the message names its rank.</exception>
    public static void Sum(IReadOnlyList<NamedParameter> weights, ProcessGroup group)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(group);
        using var scope = new TensorScope();
        using var paused = new RecordingScope(GradientRecording.Off);
        List<(int First, int End, Tensor Packed, NativeSum Sum)> sent = [];
        for (var first = 0; first < weights.Count;)
        {
            var end = BucketEnd(weights, first);
            var packed = Packed(weights, first, end);
            sent.Add((first, end, packed, group.Begin(packed)));
            first = end;
        }

        foreach (var (first, end, packed, sum) in sent)
        {
            group.Finish(sum);
            Unpack(weights, first, end, packed);
        }
    }

    private static int BucketEnd(IReadOnlyList<NamedParameter> weights, int first)
    {
        var end = first + 1;
        for (var count = weights[first].Value.ElementCount; end < weights.Count; end++)
        {
            count += weights[end].Value.ElementCount;
            if (count > BucketElements)
                break;
        }

        return end;
    }

    // The gradients one after the other, then one number per weight that says whether it has one.
    private static Tensor Packed(IReadOnlyList<NamedParameter> weights, int first, int end)
    {
        var parts = new Tensor[end - first + 1];
        var isPresent = new float[end - first];
        for (var i = first; i < end; i++)
        {
            var (_, weight) = weights[i];
            var gradient = weight.Gradient();
            isPresent[i - first] = gradient is null ? 0 : 1;
            parts[i - first] = gradient?.To(DType.Float32).Reshape([weight.ElementCount])
                ?? Tensor.Zeros([weight.ElementCount], DType.Float32, weight.Device);
        }

        parts[^1] = Tensor.From<float>(isPresent, [isPresent.Length], parts[0].Device);
        return Tensor.Concat(parts, 0);
    }

    private static void Unpack(IReadOnlyList<NamedParameter> weights, int first, int end, Tensor packed)
    {
        var length = packed.ElementCount;
        var isPresent = packed.Slice(0, length - (end - first)).To(Device.Cpu).ToArray<float>();
        long start = 0;
        for (var i = first; i < end; i++)
        {
            var (_, weight) = weights[i];
            if (isPresent[i - first] > 0)
                weight.SetGradient(
                    packed.Slice(0, start, start + weight.ElementCount).Reshape([.. weight.Shape]).To(weight.DType));
            start += weight.ElementCount;
        }
    }
}
