using Plumbline.Alignment.Comparison;
using Plumbline.Alignment.Statistics;
using Plumbline.Tests.Tensors;

namespace Plumbline.Tests.Comparison;

[LeavesNoTensors]
public sealed class FrechetRowTests
{
    [Fact]
    public void A_side_that_lies_nearer_to_rendered_worlds_is_nearer_by_its_interval_too()
    {
        var row = FrechetRow.Of(Prompts(0.3), Rendered(), BootstrapOptions.Default, CancellationToken.None)!;

        Assert.True(row.Aligned < row.Base);
        Assert.InRange(row.Percent!.Value, row.PercentInterval!.Value.Low, row.PercentInterval.Value.High);
        Assert.True(row.PercentInterval.Value.High < 0);
        Assert.Equal(1 / 200.0, row.P!.Value, 1e-12);
    }

    [Fact]
    public void Sides_of_one_distribution_are_not_told_apart()
    {
        var row = FrechetRow.Of(Prompts(1), Rendered(), BootstrapOptions.Default, CancellationToken.None)!;

        Assert.True(row.P > 0.05);
    }

    [Fact]
    public void Few_pairs_have_no_distance()
    {
        Assert.Null(
            FrechetRow.Of([.. Prompts(1).Take(5)], Rendered(), BootstrapOptions.Default, CancellationToken.None));
    }

    // The base lies one deviation off in each of four features, the other side by a share of that.
    private static List<IReadOnlyList<(double[], double[])>> Prompts(double share)
    {
        var random = new Random(4);
        return [.. Enumerable.Range(0, 20).Select(_ => (IReadOnlyList<(double[], double[])>)
            [(Row(random, 1), Row(random, share)), (Row(random, 1), Row(random, share))])];
    }

    private static double[][] Rendered()
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, 40).Select(_ => Row(random, 0))];
    }

    private static double[] Row(Random random, double offset) => [.. Enumerable.Range(0, 4).Select(_ =>
        offset + Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
}
