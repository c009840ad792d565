using System.Globalization;
using BenchmarkDotNet.Running;
using Plumbline.Alignment.Training;
using Plumbline.Benchmarks.Alignment;
using Plumbline.Benchmarks.Engine;
using Plumbline.Benchmarks.Fuzzing;
using Plumbline.Benchmarks.Quality;
using Plumbline.Benchmarks.Training;
using Plumbline.Benchmarks.Worlds;

// Verbs print tables that are checked in under benchmarks/results; anything else goes to BenchmarkDotNet.
return args switch
{
    ["align-kills", var plumb, var count, var seed] => AlignmentKills.Run(plumb, Number(count), Number(seed)),
    ["base-quality", .. var rest] => BaseQuality.Run(rest),
    ["dpo-step", var compute, var batch, var first, var steps] =>
        PreferenceComparison.Run(compute, Number(batch), Number(first), Number(steps), ActivationUse.Kept),
    ["dpo-step", "--frames", var frames, var compute, var batch, var first, var steps] =>
        PreferenceComparison.Run(
            compute, Number(batch), Number(first), Number(steps), ActivationUse.Kept, Number(frames)),
    ["dpo-step", "--recompute", var compute, var batch, var first, var steps] =>
        PreferenceComparison.Run(compute, Number(batch), Number(first), Number(steps), ActivationUse.Recomputed),
    ["engine"] => EngineComparison.Run(),
    ["fuzz", .. var rest] => FuzzCommand.Run(rest),
    ["train-classifier", var folder] => TrainClassifier.Run(folder, TrainingStart.Fresh),
    ["train-classifier", var folder, "--resume"] => TrainClassifier.Run(folder, TrainingStart.Resumed),
    ["vae-quality", .. var rest] => AutoencoderQuality.Run(rest),
    ["training", var compute, var batch, var steps] => TrainingComparison.Run(compute, Number(batch), Number(steps)),
    ["training", "--memory", var compute, var batch, var steps] =>
        TrainingMemory.Run(compute, Number(batch), Number(steps)),
    ["worlds"] => WorldSpeed.Run(),
    ["worlds", "--judge", var seed] => WorldTruth.Run(long.Parse(seed, CultureInfo.InvariantCulture)),
    [] => Usage(),
    _ => Switch(args),
};

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int Switch(string[] arguments)
{
    BenchmarkSwitcher.FromAssembly(typeof(EngineComparison).Assembly).Run(arguments);
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine("Usage: align-kills PLUMB COUNT SEED");
    Console.Error.WriteLine(
        $"       base-quality --model FILE --vae FILE --classifier FILE [--out FOLDER] [--resume] [--short] [--clips N]");
    Console.Error.WriteLine(
        "                    [--caption-clips N] [--judged N] [--seeds N] [--steps N] [--guidance G] [--at-once]");
    Console.Error.WriteLine("                    [--size N] [--results FILE.md] [--card FOLDER]");
    Console.Error.WriteLine("       dpo-step [--recompute | --frames N] float32|bfloat16 PAIRS FIRST_BLOCK STEPS");
    Console.Error.WriteLine("       engine");
    Console.Error.WriteLine("       fuzz [--count N] [--seed S] [--workers N] [--only I] [--results FILE.md]");
    Console.Error.WriteLine("       train-classifier FOLDER [--resume]");
    Console.Error.WriteLine(
        $"       vae-quality --vae FILE [--classifier FILE] [--out FOLDER] [--resume] [--clips N] [--judged N] [--size N] [--results FILE.md]");
    Console.Error.WriteLine("       training [--memory] float32|bfloat16 BATCH STEPS");
    Console.Error.WriteLine("       worlds [--judge SEED]");
    Console.Error.WriteLine("       --filter '*'  (and every other option of BenchmarkDotNet)");
    return 2;
}
