using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Modules;

namespace Plumbline.Tests.Tensors.Autograd;

[LeavesNoTensors]
public sealed class BlockTapeTests
{
    [Fact]
    public void Gradients_equal_those_of_one_record()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(11, Device.Cpu);
        using var network = Weights.Load(
            WeightSource.Fresh(generator), Precision.Float64, Device.Cpu, weights => new Network(weights));
        network.RecordGradients(GradientRecording.On);
        var input = generator.Normal([2, 3, 4], DType.Float64).RecordGradient();
        var time = generator.Normal([2, 1, 4], DType.Float64).RecordGradient();
        Tensor[] leaves = [input, time, .. network.Parameters().Select(parameter => parameter.Value)];

        Gradients.Backward(network.Loss(input, time, tape: null));
        var expected = TakeGradients(leaves);
        using var tape = new BlockTape();
        tape.Backward(network.Loss(input, time, tape));
        var found = TakeGradients(leaves);

        for (var i = 0; i < leaves.Length; i++)
            Assert.True(found[i].IsClose(expected[i], 1e-10, 1e-12), $"leaf {i}");
    }

    [Fact]
    public void A_block_that_returns_its_input_passes_the_gradient_on()
    {
        using var scope = new TensorScope();
        var x = Tensor.From<double>([3], [1], Device.Cpu).RecordGradient();
        using var tape = new BlockTape();

        tape.Backward(tape.Run(inputs => inputs[0], x).Square().Sum());

        Assert.Equal(6, x.Gradient()!.Item());
    }

    [Fact]
    public void A_result_that_the_loss_ignores_costs_no_second_run()
    {
        using var scope = new TensorScope();
        var x = Tensor.From<double>([3], [1], Device.Cpu).RecordGradient();
        using var tape = new BlockTape();
        var runs = 0;
        tape.Run(inputs => Count(ref runs, inputs[0]), x);

        tape.Backward(x.Sum());

        Assert.Equal(1, runs);
    }

    private static Tensor Count(ref int runs, Tensor input)
    {
        runs++;
        return input * 2;
    }

    private static Tensor[] TakeGradients(Tensor[] leaves) => Array.ConvertAll(leaves, leaf =>
    {
        var gradient = leaf.Gradient()!.Clone();
        leaf.SetGradient(null);
        return gradient;
    });

    // Skips between blocks and one input shared by all of them are where such tapes go wrong.
    private sealed class Network : Module
    {
        private readonly Linear _embed;
        private readonly Linear _timeEmbed;
        private readonly Attention[] _blocks;

        public Network(Weights weights)
            : base(weights.Precision)
        {
            _embed = OwnPart("embed", new Linear(weights.At("embed"), 4, 4));
            _timeEmbed = OwnPart("time", new Linear(weights.At("time"), 4, 4));
            _blocks = [.. Enumerable.Range(0, 3).Select(i => OwnPart(
                $"blocks.{i}", new Attention(weights.At("blocks").At(i), new() { Width = 4, HeadCount = 2 })))];
        }

        public Tensor Loss(Tensor input, Tensor time, BlockTape? tape)
        {
            var hidden = _embed.Forward(input);
            var embeddedTime = _timeEmbed.Forward(time).Silu();
            var early = hidden;
            foreach (var block in _blocks)
            {
                Tensor Run(Tensor[] inputs) => inputs[0] + block.Forward(inputs[0] * inputs[1]);
                hidden = tape is null ? Run([hidden, embeddedTime]) : tape.Run(Run, hidden, embeddedTime);
                hidden = hidden + early * 0.5;
            }

            return hidden.Square().Mean();
        }
    }
}
