using Plumbline.Alignment.Objectives;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tests.Tensors;

namespace Plumbline.Tests.Objectives;

[LeavesNoTensors]
public sealed class PreferenceLossTests
{
    public static TheoryData<PreferenceOptions> Every() =>
    [
        new PreferenceOptions { Anchor = 0 },
        new PreferenceOptions { LabelSmoothing = 0.1 },
        new PreferenceOptions { TimeWeighting = TimeWeighting.NoiseError },
        new PreferenceOptions { TimeWeighting = TimeWeighting.Falling },
        new PreferenceOptions { Kind = PreferenceObjectiveKind.HingeDpo },
        new PreferenceOptions { Kind = PreferenceObjectiveKind.Ipo },
        new PreferenceOptions { Kind = PreferenceObjectiveKind.Dro },
        new PreferenceOptions { Kind = PreferenceObjectiveKind.Sft },
        new PreferenceOptions { Kind = PreferenceObjectiveKind.Sft, Anchor = 0.5 },
    ];

    [Theory]
    [MemberData(nameof(Every))]
    public void The_gradient_is_that_of_finite_differences(PreferenceOptions options)
    {
        using var scope = new TensorScope();
        double[] values = [0.9, 1.4, 0.3, 1.1, 0.7, 0.5];
        var loss = new PreferenceLoss(options, 2.5);
        double At(double[] errors) => loss.Of(Errors(errors)).Item();
        var recorded = Tensor.From<double>(values, [6], Device.Cpu).RecordGradient();

        var gradient = Gradients.Of(loss.Of(Errors(recorded)), [recorded])[0]!.ToArray<double>();

        for (var i = 0; i < values.Length; i++)
        {
            var (up, down) = ((double[])[.. values], (double[])[.. values]);
            (up[i], down[i]) = (values[i] + 1e-6, values[i] - 1e-6);
            Assert.Equal((At(up) - At(down)) / 2e-6, gradient[i], 1e-7);
        }
    }

    [Theory]
    [InlineData(PreferenceObjectiveKind.Dpo, 0.69314718055994530942)]
    [InlineData(PreferenceObjectiveKind.HingeDpo, 1)]
    [InlineData(PreferenceObjectiveKind.Ipo, 0.25)]
    public void Before_training_the_loss_is_the_same_for_every_pair(PreferenceObjectiveKind kind, double expected)
    {
        using var scope = new TensorScope();
        var errors = Errors([1, 1, 1, 0.6, 0.6, 0.6]) with
        {
            ReferenceWinner = Vector(1, 1, 1),
            ReferenceLoser = Vector(0.6, 0.6, 0.6),
        };
        var loss = new PreferenceLoss(new() { Kind = kind }, 1000);

        Assert.Equal(expected, loss.Of(errors).Item(), 1e-12);
        Assert.Equal(0.5, loss.Measures(errors)["accuracy"].Item());
        Assert.Equal(0, loss.Measures(errors)["meanAbsoluteLogit"].Item());
    }

    [Fact]
    public void Accuracy_and_margin_are_relative_to_the_reference()
    {
        using var scope = new TensorScope();
        // The first two winners gained by 0.2, the last lost 0.4; plain errors would say otherwise.
        var errors = new PreferenceErrors(Vector(0.8, 0.8, 1.4), Vector(0.5, 0.5, 2), Vector(0.5, 0.5, 0.5))
        {
            ReferenceWinner = Vector(1, 1, 1),
            ReferenceLoser = Vector(0.5, 0.5, 2),
        };

        var measures = new PreferenceLoss(new(), 10).Measures(errors);

        Assert.Equal(2 / 3.0, measures["accuracy"].Item(), 1e-12);
        Assert.Equal((2 + 2 - 4) / 3.0, measures["margin"].Item(), 1e-12);
        Assert.Equal((2 + 2 + 4) / 3.0, measures["meanAbsoluteLogit"].Item(), 1e-12);
        Assert.Equal(0, measures["winnerChange"].Item(), 1e-12);
        Assert.Equal(0, measures["loserChange"].Item(), 1e-12);
    }

    [Fact]
    public void The_anchor_costs_only_what_winners_lose()
    {
        using var scope = new TensorScope();
        var errors = new PreferenceErrors(Vector(1.3, 0.7), Vector(1, 1), Vector(0.5, 0.5))
        {
            ReferenceWinner = Vector(1, 1),
            ReferenceLoser = Vector(1, 1),
        };

        var costs = WinnerAnchor.Costs(errors, new(2));

        Assert.True(costs.IsClose(Vector(0.6, 0), 0, 1e-12));
    }

    [Theory]
    [InlineData(TimeWeighting.Constant, 3, 3, 3)]
    [InlineData(TimeWeighting.NoiseError, 3, 0.75, 0)]
    [InlineData(TimeWeighting.Falling, 3, 2.25, 0)]
    public void Beta_follows_the_time(TimeWeighting weighting, double atClean, double atHalf, double atNoise)
    {
        using var scope = new TensorScope();

        Assert.True(new PreferenceScale(3, weighting).At(Vector(0, 0.5, 1)).IsClose(
            Vector(atClean, atHalf, atNoise), 0, 1e-12));
    }

    [Fact]
    public void Given_frames_do_not_count_and_weights_move_the_error_to_where_they_are()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(1, Device.Cpu);
        var predicted = generator.Normal([2, 3, 2, 2, 2], DType.Float64);
        var unknown = Tensor.From<double>([0, 1, 1, 1], [2, 1, 2, 1, 1], Device.Cpu);
        var spot = Tensor.Zeros([2, 1, 2, 2, 2], DType.Float64, Device.Cpu);
        spot.Slice(2, 1).Slice(3, 1).Slice(4, 0, 1).FillInPlace(5);

        var plain = ClipError.Of(predicted, predicted.ZerosLike(), unknown).ToArray<double>();
        var dense = ClipError.Of(predicted, predicted.ZerosLike(), unknown, spot).ToArray<double>();

        var squares = predicted.Square();
        Assert.Equal(squares.Select(0, 0).Select(1, 1).Mean().Item(), plain[0], 1e-12);
        Assert.Equal(squares.Select(0, 1).Mean().Item(), plain[1], 1e-12);
        Assert.Equal(squares.Select(0, 0).Select(1, 1).Select(1, 1).Select(1, 0).Mean().Item(), dense[0], 1e-12);
    }

    [Fact]
    public void A_map_weighs_positions_by_their_error_and_untested_ones_by_one()
    {
        var weights = DenseWeights.Of([3, 1, 99, 0], [1, 1, 0, 1], 0.75);

        // The mean tested error is 4/3.
        Assert.Equal([1 + 0.75f * 1.25f, 1 - 0.75f * 0.25f, 1, 0.25f], weights, (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([1, 1], DenseWeights.Of([0, 0], [1, 1]));
        Assert.Throws<ArgumentException>(() => DenseWeights.Of([-1], [1]));
        Assert.Throws<ArgumentException>(() => DenseWeights.Of([float.NaN], [0.5f]));
    }

    [Fact]
    public void Only_motion_that_is_lost_costs()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(1, Device.Cpu);
        var noised = generator.Normal([1, 2, 3, 2, 2], DType.Float64);
        var times = Vector(0.5);
        var unknown = Tensor.Ones([1, 1, 3, 1, 1], DType.Float64, Device.Cpu);
        var moving = generator.Normal([1, 2, 3, 2, 2], DType.Float64);
        // A velocity of x_t / t shows a clean clip of zeros, which never moves.
        var still = noised / 0.5;

        Assert.Equal(1, Stillness.Of(still, moving, noised, times, unknown).Item(), 1e-12);
        Assert.Equal(0, Stillness.Of(moving, moving, noised, times, unknown).Item(), 1e-12);
        Assert.Equal(0, Stillness.Of(moving * 3, moving, noised, times, unknown).Item(), 1e-12);
        Assert.Throws<ArgumentException>(() => Stillness.Of(still, moving, noised, times, unknown * 0));
    }

    [Fact]
    public void Options_without_meaning_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PreferenceOptions { Beta = 0 }.Validate());
        Assert.Throws<ArgumentOutOfRangeException>(() => new PreferenceOptions { LabelSmoothing = 0.5 }.Validate());
        Assert.Throws<ArgumentException>(
            () => new PreferenceOptions { LabelSmoothing = 0.1, Kind = PreferenceObjectiveKind.Ipo }.Validate());
        Assert.Throws<ArgumentOutOfRangeException>(() => new PreferenceOptions { Anchor = -1 }.Validate());
        Assert.Throws<ArgumentOutOfRangeException>(() => new PreferenceOptions { Stillness = double.NaN }.Validate());
    }

    private static PreferenceErrors Errors(double[] values) => Errors(Tensor.From<double>(values, [6], Device.Cpu));

    private static PreferenceErrors Errors(Tensor values) =>
        new(values.Slice(0, 0, 3), values.Slice(0, 3), Vector(0.2, 0.5, 0.8))
        {
            ReferenceWinner = Vector(0.8, 1.5, 0.4),
            ReferenceLoser = Vector(1, 0.75, 0.6),
        };

    private static Tensor Vector(params double[] values) => Tensor.From<double>(values, [values.Length], Device.Cpu);
}
