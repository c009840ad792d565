using Plumbline.Diffusion.Schedulers;
using Plumbline.Tensors;
using Plumbline.Tests.Tensors;

namespace Plumbline.Tests.Diffusion.Schedulers;

[LeavesNoTensors]
public sealed class SamplerOrderTests
{
    private static readonly GaussianFlow Data = new(0.7, 0.4);

    private static readonly Dictionary<string, ISampler> Samplers = new()
    {
        ["Euler"] = new EulerSampler(),
        ["Heun"] = new HeunSampler(),
        ["DDIM"] = new DdimSampler(),
        ["DPM-Solver++(2M)"] = new DpmSolverSampler(),
        ["UniPC-1"] = new UniPcSampler(new() { Order = 1 }),
        ["UniPC-2"] = new UniPcSampler(),
        ["UniPC-2 full"] = new UniPcSampler(new() { Final = FinalOrder.Full }),
        ["UniPC-2 linear"] = new UniPcSampler(new() { Weight = UniPcWeight.Linear, Final = FinalOrder.Full }),
        ["UniPC-3"] = new UniPcSampler(new() { Order = 3, Final = FinalOrder.Full }),
    };

    [Theory]
    [InlineData("Euler", 1)]
    [InlineData("Heun", 2)]
    [InlineData("DDIM", 1)]
    [InlineData("DPM-Solver++(2M)", 2)]
    [InlineData("UniPC-1", 2)]
    [InlineData("UniPC-2", 2)]
    [InlineData("UniPC-2 full", 3)]
    [InlineData("UniPC-2 linear", 3)]
    [InlineData("UniPC-3", 3)]
    public void A_sampler_follows_the_path_of_a_normal_distribution_at_its_order_or_better(string name, double order)
    {
        var coarse = ErrorInside(Samplers[name], 64);
        var fine = ErrorInside(Samplers[name], 128);

        Assert.InRange(Math.Log2(coarse / fine), order - 0.25, double.MaxValue);
    }

    // λ is infinite at both ends, so less than the order inside is left: 1.65 for DPM-Solver++ between 64 and 128
    // steps.
    [Theory]
    [InlineData("Euler", 1)]
    [InlineData("DDIM", 1)]
    [InlineData("Heun", 2)]
    [InlineData("DPM-Solver++(2M)", 1.6)]
    [InlineData("UniPC-1", 1.75)]
    [InlineData("UniPC-2", 2)]
    [InlineData("UniPC-3", 2)]
    public void More_steps_lead_noise_closer_to_the_data(string name, double order)
    {
        var coarse = ErrorAtTheEnd(Samplers[name], 64);
        var fine = ErrorAtTheEnd(Samplers[name], 128);

        Assert.InRange(fine, 0, 0.02);
        Assert.InRange(Math.Log2(coarse / fine), order - 0.05, double.MaxValue);
    }

    [Theory]
    [InlineData(PredictionKind.Noise)]
    [InlineData(PredictionKind.Sample)]
    [InlineData(PredictionKind.Velocity)]
    public void Ancestral_steps_lead_noise_to_the_distribution_of_the_data(PredictionKind kind)
    {
        using var scope = new TensorScope();
        using var generator = new Generator(1, Device.Cpu);
        var plan = new DiffusionSchedule(new() { Prediction = kind }).Plan(250);
        var start = generator.Normal([20_000], DType.Float64);

        var found = new AncestralSampler().Run(
            plan, start, BestNetwork(plan), () => generator.Normal([20_000], DType.Float64));

        // Three standard errors of 20,000 draws are 0.0085 and 0.006; the rest is the steps' own error.
        Assert.Equal(Data.Mean, found.Mean().Item(), 0.015);
        Assert.Equal(Data.Spread, found.StandardDeviation([0], 1).Item(), 0.015);
    }

    [Fact]
    public void Stochastic_steps_of_second_order_lead_noise_to_the_distribution_of_the_data()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(2, Device.Cpu);
        var plan = new DiffusionSchedule(DiffusionScheduleOptions.CogVideoX()).Plan(50);
        var start = generator.Normal([20_000], DType.Float64);

        var found = new StochasticDpmSampler().Run(
            plan, start, BestNetwork(plan), () => generator.Normal([20_000], DType.Float64));

        Assert.Equal(Data.Mean, found.Mean().Item(), 0.02);
        Assert.Equal(Data.Spread, found.StandardDeviation([0], 1).Item(), 0.02);
    }

    [Fact]
    public void A_deterministic_sampler_never_draws()
    {
        using var scope = new TensorScope();
        var plan = new RectifiedFlow().Plan(4);

        foreach (var sampler in Samplers.Values)
            sampler.Run(plan, Tensor.Ones([2], DType.Float64, Device.Cpu), BestNetwork(plan), () =>
                throw new InvalidOperationException());
    }

    /// <summary>
    /// From 0.9 to 0.1, away from the ends, where the log signal-to-noise ratio is infinite and the order is lost.
    /// </summary>
    private static double ErrorInside(ISampler sampler, int stepCount)
    {
        using var scope = new TensorScope();
        var plan = SamplingPlan.OfFlow([.. Enumerable.Range(0, stepCount + 1).Select(i => 0.9 - 0.8 * i / stepCount)]);
        var start = Tensor.Linspace(-2, 2, 9, DType.Float64, Device.Cpu);

        var found = sampler.Run(plan, start, BestNetwork(plan));

        return (found - Data.Follow(NoiseLevel.OfFlow(0.9), plan.Steps[^1].To, start)).Abs().Max().Item();
    }

    private static double ErrorAtTheEnd(ISampler sampler, int stepCount)
    {
        using var scope = new TensorScope();
        var plan = new RectifiedFlow().Plan(stepCount);
        var noise = Tensor.Linspace(-3, 3, 13, DType.Float64, Device.Cpu);

        var found = sampler.Run(plan, noise, BestNetwork(plan));

        return (found - Data.Follow(NoiseLevel.OfFlow(1), NoiseLevel.Clean, noise)).Abs().Max().Item();
    }

    private static Func<Tensor, double, Tensor> BestNetwork(SamplingPlan plan)
    {
        var levels = plan.Steps.ToDictionary(step => step.Time, step => step.From);
        return (sample, time) => Data.Predict(plan.Prediction, levels[time], sample);
    }
}
