using Plumbline.Tensors.Distributed;

namespace Plumbline.Tests.Tensors.Distributed;

public sealed class ProcessPlaceTests
{
    [Fact]
    public void Without_variables_there_is_one_process() => Assert.Null(ProcessPlace.FromEnvironment(_ => null));

    [Fact]
    public void The_variables_of_torchrun_say_which_process_this_is()
    {
        var place = ProcessPlace.FromEnvironment(Read(
            ("RANK", "5"), ("WORLD_SIZE", "8"), ("MASTER_ADDR", "node3"), ("MASTER_PORT", "29500"), ("LOCAL_RANK", "1"),
            ("LOCAL_WORLD_SIZE", "4"), ("TORCHELASTIC_USE_AGENT_STORE", "True"), ("TORCHELASTIC_RESTART_COUNT", "2")));

        Assert.Equal(
            new ProcessPlace(5, 8, "node3", 29500)
            {
                LocalRank = 1,
                LocalWorldSize = 4,
                StoreHost = StoreHost.Launcher,
                Attempt = "2",
            },
            place);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var failure = Assert.Throws<InvalidDataException>(() => ProcessPlace.FromEnvironment(Read(
            ("RANK", "2"), ("WORLD_SIZE", "2"), ("MASTER_PORT", "http"))));

        Assert.Contains("RANK: expected a number from 0 to 1, got 2", failure.Message, StringComparison.Ordinal);
        Assert.Contains(
            "MASTER_PORT: expected a number from 1 to 65535, got http", failure.Message, StringComparison.Ordinal);
        Assert.Contains("MASTER_ADDR: expected a host, got nothing", failure.Message, StringComparison.Ordinal);
    }

    private static Func<string, string?> Read(params (string Name, string Value)[] variables) =>
        name => variables.FirstOrDefault(variable => variable.Name == name).Value;
}
