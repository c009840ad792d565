using System.Globalization;
using BenchmarkDotNet.Running;
using Plumbline.Benchmarks.Engine;
using Plumbline.Benchmarks.Fuzzing;
using Plumbline.Benchmarks.Worlds;

// Verbs print tables that are checked in under benchmarks/results; anything else goes to BenchmarkDotNet.
return args switch
{
    ["engine"] => EngineComparison.Run(),
    ["fuzz", .. var rest] => FuzzCommand.Run(rest),
    ["worlds"] => WorldSpeed.Run(),
    ["worlds", "--judge", var seed] => WorldTruth.Run(long.Parse(seed, CultureInfo.InvariantCulture)),
    [] => Usage(),
    _ => Switch(args),
};

static int Switch(string[] arguments)
{
    BenchmarkSwitcher.FromAssembly(typeof(EngineComparison).Assembly).Run(arguments);
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine("Usage: engine");
    Console.Error.WriteLine("       fuzz [--count N] [--seed S] [--workers N] [--only I] [--results FILE.md]");
    Console.Error.WriteLine("       worlds [--judge SEED]");
    Console.Error.WriteLine("       --filter '*'  (and every other option of BenchmarkDotNet)");
    return 2;
}
