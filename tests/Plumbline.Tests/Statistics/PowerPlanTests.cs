using Plumbline.Alignment.Statistics;

namespace Plumbline.Tests.Statistics;

public sealed class PowerPlanTests
{
    // G*Power and Cohen 1988, table 2.4.1: paired t-test, two-sided 5 %, power 80 %.
    [Theory]
    [InlineData(0.2, 199)]
    [InlineData(0.5, 34)]
    [InlineData(0.8, 15)]
    public void One_seed_per_prompt_takes_the_pairs_of_the_tables(double effect, int prompts)
    {
        var plan = new PowerPlan(new(50, 0, 1, null), effect);

        Assert.Equal(prompts, plan.Prompts(1));
        Assert.True(plan.SmallestEffect(prompts, 1) <= effect && effect < plan.SmallestEffect(prompts - 1, 1));
        Assert.Null(plan.Prompts(2));
    }

    [Fact]
    public void The_parts_of_the_variance_are_those_of_the_hand()
    {
        // Prompt means 2 and 6 about 4: mean squares 16 between and 2 within; (16 − 2) / 2 = 7.
        var components = VarianceComponents.Of([Of("a", 1, 3), Of("b", 5, 7)])!;

        Assert.Equal((2, 4.0), (components.Prompts, components.Mean));
        Assert.Equal(7, components.Between, 1e-12);
        Assert.Equal(2, components.Within!.Value, 1e-12);
        Assert.Equal((7 + 2 / 4.0) / 10, components.OfMean(10, 4)!.Value, 1e-12);
    }

    [Fact]
    public void More_seeds_help_only_against_what_seeds_cause()
    {
        var (prompts, seeds) = (new PowerPlan(new(50, 0, 1, 0), 0.5), new PowerPlan(new(50, 0, 0, 1), 0.5));

        Assert.Equal(34, prompts.Prompts(8));
        Assert.Equal(34, seeds.Prompts(1));
        Assert.InRange(seeds.Prompts(8)!.Value, 5, 8);
    }

    [Theory]
    [InlineData(30, 4)]
    [InlineData(12, 2)]
    public void Simulated_comparisons_see_an_effect_as_often_as_the_formula_says(int prompts, int seeds)
    {
        var pilot = Pilot(new Random(7));
        var plan = new PowerPlan(VarianceComponents.Of(pilot)!, 0.5);

        var (promised, seen) =
            (plan.PowerOf(prompts, seeds)!.Value, PowerSimulation.Run(pilot, 0.5, prompts, seeds)!.Value);

        // The standard error of a simulated share is at most 0.011; the pilot is nearly normal.
        Assert.InRange(promised, 0.2, 0.97);
        Assert.Equal(promised, seen, 0.035);
        Assert.InRange(PowerSimulation.Run(pilot, 0, prompts, seeds)!.Value, 0.03, 0.07);
    }

    [Fact]
    public void An_effect_of_nothing_cannot_be_planned_for()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PowerPlan(new(5, 0, 1, 1), 0).Prompts(1));
    }

    private static PairedCluster Of(string name, params double[] differences) =>
        new(name, [.. differences.Select(difference => (0.0, difference))]);

    private static PairedCluster[] Pilot(Random random) =>
    [
        .. Enumerable.Range(0, 60).Select(i =>
        {
            var own = Normal(random);
            return Of($"prompt {i}", [.. Enumerable.Range(0, 4).Select(_ => own + Normal(random))]);
        }),
    ];

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
