using Plumbline.Diffusion.Schedulers;
using Plumbline.Tensors;
using Plumbline.Tests.Tensors;

namespace Plumbline.Tests.Diffusion.Schedulers;

[LeavesNoTensors]
public sealed class SamplerStateTests
{
    private static readonly GaussianFlow Data = new(0, 1);

    [Fact]
    public void A_step_taken_twice_from_one_state_gives_the_same_sample()
    {
        using var scope = new TensorScope();
        var plan = new RectifiedFlow().Plan(5);
        var sampler = new UniPcSampler();
        var state = new SamplerState(Tensor.Linspace(-1, 1, 5, DType.Float64, Device.Cpu));
        for (var i = 0; i < 3; i++)
            state = sampler.Step(plan, state, Network);

        var once = sampler.Step(plan, state, Network);
        var again = sampler.Step(plan, state, Network);

        Assert.True(once.Sample.SameAs(again.Sample));
        Assert.Equal(4, again.StepIndex);
    }

    [Fact]
    public void A_step_beyond_the_plan_is_refused()
    {
        using var scope = new TensorScope();
        var plan = new RectifiedFlow().Plan(1);
        var sampler = new EulerSampler();
        var end = sampler.Step(plan, new(Tensor.Ones([2], DType.Float32, Device.Cpu)), Network);

        var error = Assert.Throws<ArgumentException>(() => sampler.Step(plan, end, Network));

        Assert.Contains("1 steps", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Eulers_method_refuses_a_plan_that_is_no_flow()
    {
        using var scope = new TensorScope();
        var plan = new DiffusionSchedule(new()).Plan(2);

        Assert.Throws<ArgumentException>(
            () => new EulerSampler().Step(plan, new(Tensor.Ones([2], DType.Float32, Device.Cpu)), Network));
    }

    [Fact]
    public void A_stochastic_sampler_without_noise_says_so()
    {
        using var scope = new TensorScope();
        var plan = new RectifiedFlow().Plan(2);

        var error = Assert.Throws<ArgumentNullException>(
            () => new StochasticFlowSampler().Step(plan, new(Tensor.Ones([2], DType.Float32, Device.Cpu)), Network));

        Assert.Contains("source of noise", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_noise_prediction_without_signal_is_refused_beforehand() =>
        Assert.Throws<ArgumentException>(
            () => new DiffusionSchedule(new() { Prediction = PredictionKind.Noise, ZeroTerminalSignal = true }));

    [Fact]
    public void Training_times_follow_the_shifted_logit_normal_distribution()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(3, Device.Cpu);

        var times = new RectifiedFlow { Shift = 3 }.DrawTimes(20_000, generator);

        // The median of the plain times is 1/2; the shift carries it to 3/4.
        Assert.Equal(0.75, times.Median().Item(), 0.01);
        Assert.InRange(times.Min().Item(), 0, 0.2);
        Assert.InRange(times.Max().Item(), 0.98, 1);
    }

    [Fact]
    public void A_target_leads_from_the_noised_sample_back_to_the_clean_one()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(4, Device.Cpu);
        var (clean, noise) = (generator.Normal([3, 2], DType.Float64), generator.Normal([3, 2], DType.Float64));
        var level = NoiseLevel.OfFlow(0.3);

        foreach (var kind in new[] { PredictionKind.Noise, PredictionKind.Sample, PredictionKind.Velocity, PredictionKind.Flow })
        {
            var chosen = kind == PredictionKind.Velocity ? NoiseLevel.OfVariance(0.6) : level;
            var recovered = chosen.CleanFrom(kind, chosen.Mix(clean, noise), chosen.Target(kind, clean, noise));

            Assert.True(recovered.IsClose(clean, 0, 1e-10), kind.ToString());
        }
    }

    private static Tensor Network(Tensor sample, double time) =>
        Data.Predict(PredictionKind.Flow, NoiseLevel.OfFlow(time / 1000), sample);
}
