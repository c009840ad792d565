using Plumbline.Alignment.Training;

namespace Plumbline.Tests.Training;

public sealed class StepShareTests
{
    private static readonly TrainingOptions Options = new() { BatchSize = 3, Accumulation = 5 };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Together_the_shares_hold_every_part_and_sample_once(int size)
    {
        StepShare[] shares = [.. Enumerable.Range(0, size).Select(rank => new StepShare(rank, size, Options))];

        Assert.Equal([0, 1, 2, 3, 4], shares.SelectMany(share => share.Parts).Order());
        Assert.Equal(
            Enumerable.Range(0, 4 * 15).Select(i => (long)i),
            shares.SelectMany(share =>
                Enumerable.Range(0, (int)share.SamplesBefore(4)).Select(i => share.SampleIndex(i))).Order());
    }

    [Fact]
    public void The_samples_of_a_share_come_in_the_order_of_its_parts()
    {
        var share = new StepShare(1, 2, Options);

        Assert.Equal([1, 3], share.Parts);
        Assert.Equal(
            [3, 4, 5, 9, 10, 11, 18, 19, 20, 24, 25, 26],
            Enumerable.Range(0, (int)share.SamplesBefore(2)).Select(i => share.SampleIndex(i)));
    }

    [Fact]
    public void There_must_be_a_part_for_every_process()
    {
        var failure = Assert.Throws<InvalidDataException>(() => new StepShare(0, 6, Options));

        Assert.Contains("Give --accumulation 6", failure.Message, StringComparison.Ordinal);
    }
}
