using System.Globalization;

namespace Plumbline.Tensors.Distributed;

/// <summary>Which of several processes this one is, and where they meet.</summary>
/// <param name="Rank">Number of this process, from 0.</param>
/// <param name="WorldSize">How many processes there are, at least 1.</param>
/// <param name="MasterAddress">Host on which they meet.</param>
/// <param name="MasterPort">Port on which they meet, 1 to 65535.</param>
/// <remarks>
/// The variables are those of torchrun (PyTorch, torch/distributed/run.py) and of the usual srun scripts.
/// </remarks>
public sealed record ProcessPlace(int Rank, int WorldSize, string MasterAddress, int MasterPort)
{
    /// <summary>Number of this process on its machine, from 0: the GPU that it uses.</summary>
    public int LocalRank { get; init; }

    /// <summary>How many of the processes run on this machine and share its processors, at least 1.</summary>
    public int LocalWorldSize { get; init; } = 1;

    /// <summary>Who keeps the store where the processes find each other.</summary>
    public StoreHost StoreHost { get; init; }

    /// <summary>Tells this start from earlier ones when the launcher keeps the store.</summary>
    public string Attempt { get; init; } = "0";

    /// <summary>Reads the place from environment variables.</summary>
    /// <param name="read">Reads one variable; the process's own environment when absent.</param>
    /// <returns>The place; absent when neither RANK nor WORLD_SIZE is set, so that there is one process.</returns>
    /// <exception cref="InvalidDataException">A variable is missing or has no meaning; all are listed.</exception>
    public static ProcessPlace? FromEnvironment(Func<string, string?>? read = null)
    {
        read ??= Environment.GetEnvironmentVariable;
        if (read("RANK") is null && read("WORLD_SIZE") is null)
            return null;
        List<string> problems = [];
        int Number(string name, int least, int most, int? otherwise = null)
        {
            var text = read(name);
            if (text is null && otherwise is { } value)
                return value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
                && number <= most)
                return number;
            problems.Add($"\n  {name}: expected a number from {least} to {most}, got {text ?? "nothing"}");
            return least;
        }

        var worldSize = Number("WORLD_SIZE", 1, 100_000);
        var rank = Number("RANK", 0, worldSize - 1);
        // One process alone meets nobody.
        var port = Number("MASTER_PORT", 1, 65_535, worldSize == 1 ? 1 : null);
        var address = read("MASTER_ADDR");
        if (string.IsNullOrEmpty(address) && worldSize > 1)
            problems.Add("\n  MASTER_ADDR: expected a host, got nothing");
        var place = new ProcessPlace(rank, worldSize, address ?? "localhost", port)
        {
            LocalRank = Number("LOCAL_RANK", 0, worldSize - 1, 0),
            LocalWorldSize = Number("LOCAL_WORLD_SIZE", 1, 100_000, 1),
            StoreHost = read("TORCHELASTIC_USE_AGENT_STORE") == "True" ? StoreHost.Launcher : StoreHost.FirstRank,
            Attempt = read("TORCHELASTIC_RESTART_COUNT") ?? "0",
        };
        return problems.Count == 0 ? place : throw new InvalidDataException(
            "Start as one of several processes: the environment does not say "
            + $"which.{string.Concat(problems)}\ntorchrun sets these variables; "
            + "unset RANK and WORLD_SIZE to run alone.");
    }
}
