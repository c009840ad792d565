using Plumbline.Benchmarks.Fuzzing;

return args switch
{
    ["fuzz", .. var rest] => FuzzCommand.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: fuzz [--count N] [--seed S] [--workers N] [--only I] [--results FILE.md]");
    return 2;
}
