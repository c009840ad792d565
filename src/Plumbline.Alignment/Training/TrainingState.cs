using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Tensors.Modules;
using Plumbline.Tensors.Optimizers;

namespace Plumbline.Alignment.Training;

/// <summary>Everything that a run must remember, in one file that is whole or not there.</summary>
/// <remarks>
/// Weights, both moments of the optimizer and the averaged weights. Generators and the position in the data are pure
/// functions of the step and need no place of their own.
/// </remarks>
internal static class TrainingState
{
    private const string WeightPrefix = "weight.";
    private const string AveragePrefix = "average.";
    private const string OptimizerPrefix = "optimizer.";
    private const string OptionPrefix = "option.";
    private const string StepKey = "step";

    /// <summary>Writes the state.</summary>
    public static void Save(
        string path, long step, TrainingOptions options, Optimizer optimizer, ExponentialAverage average)
    {
        var tensors = Named(optimizer, average).Select(named => named.ToCheckpoint());
        var metadata = options.Identity.ToDictionary(pair => OptionPrefix + pair.Key, pair => pair.Value);
        metadata[StepKey] = step.ToString(CultureInfo.InvariantCulture);
        CheckpointWriter.Write(path, tensors, metadata);
    }

    /// <summary>Reads the state into a run that was set up in the same way.</summary>
    /// <returns>How many steps were taken.</returns>
    /// <exception cref="InvalidDataException">The file holds the state of another run.</exception>
    public static long Load(string path, TrainingOptions options, Optimizer optimizer, ExponentialAverage average)
    {
        using var checkpoint = Checkpoint.Open(path);
        var wanted = Named(optimizer, average).ToArray();
        var problems = options.Identity
            .Select(option => (option.Key, Own: option.Value, Saved: checkpoint.Metadata.GetValueOrDefault(
                OptionPrefix + option.Key)))
            .Where(option => option.Own != option.Saved)
            .Select(option => $"\n  {option.Key}: expected {option.Saved ?? "nothing"}, got {option.Own}")
            .Concat(wanted.Where(named => !Fits(checkpoint, named)).Select(
                named => $"\n  {named.Name}: expected {named.Value.Shape} in the file"))
            .ToArray();
        if (problems.Length > 0 || !long.TryParse(
            checkpoint.Metadata.GetValueOrDefault(StepKey), CultureInfo.InvariantCulture, out var step))
            throw new InvalidDataException(
                $"Resume from {path}: expected the run that was saved, got another:{string.Concat(problems)}\nUse the "
                + "options of the saved run, or another folder.");

        using var scope = new TensorScope();
        using var paused = new RecordingScope(GradientRecording.Off);
        NamedParameter Saved(NamedParameter named, string prefix) =>
            named with
            {
                Value = Tensor.FromBytes(
                    checkpoint[prefix + named.Name].Bytes, named.Value.Shape, named.Value.DType, Device.Cpu),
            };
        foreach (var weight in optimizer.Parameters)
            weight.Value.CopyFrom(Saved(weight, WeightPrefix).Value);
        optimizer.Restore(step, optimizer.State().Select(named => Saved(named, OptimizerPrefix)));
        average.Restore(step, average.Averages().Select(named => Saved(named, AveragePrefix)));
        return step;
    }

    /// <summary>Bytes that follow from the step, the options and every weight.</summary>
    public static byte[] Fingerprint(long step, TrainingOptions options, Optimizer optimizer)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var identity = options.Identity.Select(option => $"{option.Key}={option.Value}").Order(StringComparer.Ordinal);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{step}\n{options.Steps}\n{string.Join('\n', identity)}")));
        using var scope = new TensorScope();
        using var paused = new RecordingScope(GradientRecording.Off);
        foreach (var (_, value) in optimizer.Parameters)
            hash.AppendData(MemoryMarshal.AsBytes<float>(value.To(DType.Float32).ToArray<float>()));
        return hash.GetHashAndReset();
    }

    private static IEnumerable<NamedParameter> Named(Optimizer optimizer, ExponentialAverage average) =>
    [
        .. optimizer.Parameters.Select(named => named with { Name = WeightPrefix + named.Name }),
        .. optimizer.State().Select(named => named with { Name = OptimizerPrefix + named.Name }),
        .. average.Averages().Select(named => named with { Name = AveragePrefix + named.Name }),
    ];

    private static bool Fits(Checkpoint checkpoint, NamedParameter named) =>
        checkpoint.TryGet(named.Name, out var entry) && entry.Type.DType == named.Value.DType
        && named.Value.Shape.SequenceEqual(entry.Shape);
}
