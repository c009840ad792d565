using Plumbline.Tensors;
using Plumbline.Tensors.Distributed;
using Plumbline.Tensors.Modules;

namespace Plumbline.Tests.Tensors.Distributed;

[LeavesNoTensors]
public sealed class ProcessGroupTests
{
    [Fact]
    public void A_sum_reaches_every_process()
    {
        var sums = new float[3][];

        var failures = RankThreads.Run(3, group =>
        {
            using var scope = new TensorScope();
            var tensor = Tensor.From<float>([group.Rank, 10, 0.5f], [3], Device.Cpu);
            group.Sum(tensor);
            sums[group.Rank] = tensor.ToArray<float>();
        });

        Assert.All(failures, Assert.Null);
        Assert.All(sums, sum => Assert.Equal([3, 30, 1.5f], sum));
    }

    [Fact]
    public void Gradients_are_added_up_and_a_weight_that_no_process_used_keeps_none()
    {
        var found = new (float[]? First, float[]? Second, bool HasThird)[2];

        var failures = RankThreads.Run(2, group =>
        {
            using var scope = new TensorScope();
            NamedParameter[] weights = [.. new[] { "first", "second", "third" }.Select(
                name => new NamedParameter(name, Tensor.Zeros([2, 2], DType.Float32, Device.Cpu).RecordGradient()))];
            weights[0].Value.SetGradient(Tensor.From<float>([1, 2, 3, group.Rank], [2, 2], Device.Cpu));
            if (group.Rank == 1)
                weights[1].Value.SetGradient(Tensor.From<float>([5, 6, 7, 8], [2, 2], Device.Cpu));
            GradientExchange.Sum(weights, group);
            found[group.Rank] = (
                weights[0].Value.Gradient()?.ToArray<float>(), weights[1].Value.Gradient()?.ToArray<float>(),
                weights[2].Value.Gradient() is not null);
        });

        Assert.All(failures, Assert.Null);
        Assert.All(found, one =>
        {
            Assert.Equal([2, 4, 6, 1], one.First!);
            Assert.Equal([5, 6, 7, 8], one.Second!);
            Assert.False(one.HasThird);
        });
    }

    [Fact]
    public void A_process_that_ends_without_a_goodbye_is_named_to_every_other()
    {
        var failures = RankThreads.Run(3, group =>
        {
            if (group.Rank == 2)
                throw new InvalidOperationException("rank 2 has had enough");
            group.Meet();
        });

        Assert.Equal("rank 2 has had enough", failures[2]!.Message);
        Assert.All(failures.Take(2), failure =>
            Assert.Contains(
                "expected all of them, lost rank 2: it ended without a goodbye",
                Assert.IsType<IOException>(failure).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_process_that_does_not_come_is_not_waited_for_without_end()
    {
        var failure = Assert.Throws<IOException>(() => ProcessGroup.Join(
            new(0, 2, "127.0.0.1", RankThreads.FreePort()), new() { JoinTimeout = TimeSpan.FromSeconds(1) }));

        Assert.StartsWith("Join 2 processes at 127.0.0.1:", failure.Message, StringComparison.Ordinal);
        Assert.Contains(
            "rank 1 did not come. Start every rank with the same MASTER_ADDR", failure.Message,
            StringComparison.Ordinal);
    }
}
