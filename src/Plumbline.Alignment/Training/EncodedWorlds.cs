using System.Globalization;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Tensors.Modules;
using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Training;

/// <summary>The latents of rendered training worlds, encoded once and kept in files.</summary>
/// <remarks>
/// Rendering and encoding a clip costs more than a training step on it, so a base model meets each world several times.
/// A folder holds <c>worlds-N.safetensors</c>, each with 64 clips in float16: 2.6 MB for clips of 128 × 128 × 17. Only
/// latents are kept; captions and cameras follow from the seeds.
/// </remarks>
public sealed class EncodedWorlds : IDisposable
{
    private const int ClipsPerFile = 64;
    private const int ClipsAhead = 8;
    private const string LatentsName = "latents";

    private readonly WorldFormat _format;
    private readonly Checkpoint[] _files;
    private readonly long[] _shape;

    private EncodedWorlds(WorldFormat format, Checkpoint[] files, int count)
    {
        (_format, _files, Count) = (format, files, count);
        _shape = [.. files[0][LatentsName].Shape.Skip(1)];
    }

    /// <summary>How many worlds there are.</summary>
    public int Count { get; }

    /// <summary>Opens the worlds of a folder and encodes those that are missing, file by file.</summary>
    /// <param name="folder">Where they are kept; made when missing.</param>
    /// <param name="autoencoder">Encodes them.</param>
    /// <param name="format">Size and length of the clips.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="progress">Told how many are there, file by file.</param>
    /// <param name="token">Stops between clips; whole files are kept.</param>
    /// <returns>The worlds, to be disposed by the caller.</returns>
    /// <exception cref="InvalidDataException">The folder holds worlds of another autoencoder or format.</exception>
    public static EncodedWorlds Open(
        string folder, MiniAutoencoder autoencoder, WorldFormat format, int count,
        IProgress<int>? progress = null, CancellationToken token = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(autoencoder);
        ArgumentNullException.ThrowIfNull(format);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Directory.CreateDirectory(folder);
        var identity = new Dictionary<string, string>
        {
            ["latent_space"] = autoencoder.LatentSpace,
            ["format"] = string.Create(
                CultureInfo.InvariantCulture, $"{format.Width}x{format.Height}x{format.FrameCount}"),
        };
        string[] paths = [.. Enumerable.Range(0, (count + ClipsPerFile - 1) / ClipsPerFile).Select(
            file => Path.Combine(
                folder, string.Create(CultureInfo.InvariantCulture, $"worlds-{file:00000}.safetensors")))];
        var files = new List<Checkpoint>();
        try
        {
            // 1. What is there must fit before anything is added to it.
            foreach (var path in paths.Where(File.Exists))
                files.Add(Opened(path, identity));

            // 2. What is missing.
            var missing = Enumerable.Range(0, paths.Length).Where(file => !File.Exists(paths[file])).ToArray();
            var clips = new TrainingWorldClips(WorldSplit.Training, format);
            using var queue = new SampleQueue<byte[]>(
                0, ClipsAhead,
                (i, stop) => clips.Clip((missing[i / ClipsPerFile] * (long)ClipsPerFile) + (i % ClipsPerFile), stop),
                missing.Length * (long)ClipsPerFile);
            foreach (var file in missing)
            {
                CheckpointWriter.Write(paths[file], [Encoded(queue, autoencoder, format, token)], identity);
                files.Add(Opened(paths[file], identity));
                progress?.Report(Math.Min(files.Count * ClipsPerFile, count));
            }

            return new(format, [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)], count);
        }
        catch
        {
            files.ForEach(file => file.Dispose());
            throw;
        }
    }

    /// <summary>One world as the base model learns it.</summary>
    /// <param name="index">Number of the world, from 0 to below <see cref="Count"/>.</param>
    /// <returns>Its latents, caption and cameras.</returns>
    public BaseSample Sample(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        var world = TrainingWorld.FromSeed(WorldSeeds.Of(WorldSplit.Training, index), _format);
        var length = _shape.Aggregate(1L, (product, extent) => product * extent);
        var stored = _files[index / ClipsPerFile][LatentsName].Values<Half>().Slice(
            (int)(index % ClipsPerFile * length), (int)length);
        var latents = new float[length];
        for (var i = 0; i < latents.Length; i++)
            latents[i] = (float)stored[i];
        return new(latents, world.Caption, PlueckerRays.Of(world.Views, (int)_shape[^2], (int)_shape[^1]));
    }

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        foreach (var file in _files)
            file.Dispose();
    }

    private static Checkpoint Opened(string path, Dictionary<string, string> identity)
    {
        var file = Checkpoint.Open(path);
        foreach (var (key, value) in identity)
        {
            if (file.Metadata.GetValueOrDefault(key) is { } found && found == value)
                continue;
            using (file)
                throw new InvalidDataException(
                    $"Encoded worlds {path}: expected {key} {value}, got "
                    + $"{file.Metadata.GetValueOrDefault(key) ?? "none"}. Choose another folder, or delete this one.");
        }

        return file;
    }

    private static CheckpointTensor Encoded(
        SampleQueue<byte[]> queue, MiniAutoencoder autoencoder, WorldFormat format, CancellationToken token)
    {
        using var paused = new RecordingScope(GradientRecording.Off);
        using var scope = new TensorScope();
        var encoded = new Tensor[ClipsPerFile];
        for (var i = 0; i < encoded.Length; i++)
        {
            using var inner = new TensorScope();
            var frames = ClipTensors.FromBytes(
                queue.Take(1, token), format.FrameCount, format.Height, format.Width, Device.Cpu);
            encoded[i] = inner.Keep(autoencoder.Encode(frames).To(DType.Float16));
        }

        return new NamedParameter(LatentsName, Tensor.Concat(encoded, 0)).ToCheckpoint();
    }
}
