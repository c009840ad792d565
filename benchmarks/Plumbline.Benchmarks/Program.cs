using BenchmarkDotNet.Running;
using Plumbline.Benchmarks.Engine;
using Plumbline.Benchmarks.Fuzzing;

// Verbs print tables that are checked in under benchmarks/results; anything else goes to BenchmarkDotNet.
return args switch
{
    ["engine"] => EngineComparison.Run(),
    ["fuzz", .. var rest] => FuzzCommand.Run(rest),
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
    Console.Error.WriteLine("       --filter '*'  (and every other option of BenchmarkDotNet)");
    return 2;
}
