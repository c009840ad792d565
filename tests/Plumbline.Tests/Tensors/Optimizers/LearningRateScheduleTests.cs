using Plumbline.Tensors.Optimizers;

namespace Plumbline.Tests.Tensors.Optimizers;

public sealed class LearningRateScheduleTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 0.5)]
    [InlineData(10, 1)]
    [InlineData(60, 0.55)]
    [InlineData(110, 0.1)]
    [InlineData(500, 0.1)]
    public void A_cosine_rises_falls_and_rests_on_its_floor(long step, double expected) =>
        Assert.Equal(expected, LearningRateSchedule.Cosine(1, 10, 110, 0.1).At(step), 1e-12);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 4)]
    [InlineData(7, 2)]
    [InlineData(12, 0)]
    public void A_line_falls_to_nothing(long step, double expected) =>
        Assert.Equal(expected, LearningRateSchedule.Linear(4, 2, 12).At(step), 1e-12);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1.5)]
    [InlineData(2, 3)]
    [InlineData(1_000_000_000, 3)]
    public void A_constant_only_warms_up(long step, double expected) =>
        Assert.Equal(expected, LearningRateSchedule.Constant(3, 2).At(step), 1e-12);

    [Fact]
    public void A_decay_that_ends_before_the_warm_up_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Linear(1, 10, 10));
}
