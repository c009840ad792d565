using Plumbline.Tensors;
using Plumbline.Tensors.Modules;

namespace Plumbline.Tests.Tensors.Modules;

[LeavesNoTensors]
public sealed class CausalConv3dTests
{
    [Theory]
    [InlineData(CausalStart.Zeros)]
    [InlineData(CausalStart.FirstFrame)]
    public void A_later_frame_changes_no_earlier_result(CausalStart start)
    {
        using var scope = new TensorScope();
        using var generator = new Generator(6, Device.Cpu);
        using var layer = NewLayer(generator, start);
        var clip = generator.Normal([1, 2, 5, 4, 4], DType.Float64);
        var changed = Tensor.Concat([clip.Slice(2, 0, 3), generator.Normal([1, 2, 2, 4, 4], DType.Float64)], 2);

        var difference = (layer.Forward(clip) - layer.Forward(changed)).Abs();

        Assert.Equal(0, difference.Slice(2, 0, 3).Max().Item());
        Assert.True(difference.Slice(2, 3).Max().Item() > 0.01);
    }

    [Theory]
    [InlineData(CausalStart.Zeros)]
    [InlineData(CausalStart.FirstFrame)]
    public void Pieces_with_their_history_equal_the_whole(CausalStart start)
    {
        using var scope = new TensorScope();
        using var generator = new Generator(6, Device.Cpu);
        using var layer = NewLayer(generator, start);
        var clip = generator.Normal([1, 2, 5, 4, 4], DType.Float64);
        Tensor[] pieces = clip.Split([1, 2, 2], 2);

        Tensor? history = null;
        List<Tensor> results = [];
        foreach (var piece in pieces)
        {
            results.Add(layer.Forward(piece, history));
            history = layer.History(piece, history);
        }

        Assert.True(Tensor.Concat([.. results], 2).IsClose(layer.Forward(clip), 1e-10, 1e-10));
    }

    [Fact]
    public void A_history_of_another_length_is_refused()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(6, Device.Cpu);
        using var layer = NewLayer(generator, CausalStart.Zeros);
        var clip = generator.Normal([1, 2, 5, 4, 4], DType.Float64);

        var failure = Assert.Throws<ArgumentException>(() => layer.Forward(clip, clip));

        Assert.Contains(
            "history: expected shape [1, 2, 2, 4, 4], got float64[1, 2, 5, 4, 4]@cpu", failure.Message,
            StringComparison.Ordinal);
    }

    private static CausalConv3d NewLayer(Generator generator, CausalStart start) => Weights.Load(
        WeightSource.Fresh(generator), Precision.Float64, Device.Cpu,
        weights => new CausalConv3d(weights, 2, 3, (3, 3, 3), start, innerName: "conv"));
}
