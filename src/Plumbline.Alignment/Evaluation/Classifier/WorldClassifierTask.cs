using Plumbline.Alignment.Training;
using Plumbline.Tensors;
using Plumbline.Tensors.Modules;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Evaluation;

/// <summary>Trains the classifier on rendered worlds.</summary>
/// <remarks>
/// Half of the clips are softened by a box of 3×3 pixels, more or less, so that an answer does not hang on the finest
/// detail, which autoencoders lose first. An inspection asks held-out worlds and writes <c>model.safetensors</c>.
/// </remarks>
public sealed class WorldClassifierTask : ITrainingTask<ClassifierSample>
{
    private const int PicturedClips = 8;
    private const int ReadAtOnce = 16;
    private static readonly WorldFormat Format = new(
        WorldClassifier.Edge, WorldClassifier.Edge, WorldClassifier.FrameCount);

    private readonly WorldClassifier _network;
    private readonly Lazy<(TrainingWorld World, byte[] Rgb)[]> _heldOut;

    /// <summary>Prepares the task; turns on the network's gradients.</summary>
    /// <param name="network">The classifier; the caller keeps owning it.</param>
    /// <param name="heldOutClips">Held-out worlds that are asked at an inspection, at least 1.</param>
    public WorldClassifierTask(WorldClassifier network, int heldOutClips)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfLessThan(heldOutClips, 1);
        _network = network;
        _network.RecordGradients(GradientRecording.On);
        _heldOut = new(() => [.. Enumerable.Range(0, heldOutClips)
            .Select(i => TrainingWorld.FromSeed(WorldSeeds.Of(WorldSplit.Validation, i), Format))
            .Select(world => (world, world.FilmRgb()))]);
    }

    /// <inheritdoc/>
    public Module Network => _network;

    /// <inheritdoc/>
    public double OperationsPerSample => 3 * _network.ForwardOperations;

    /// <inheritdoc/>
    public bool IsHiddenMatrix(NamedParameter weight) =>
        weight.Value.Rank == 5 && !weight.Name.StartsWith("head", StringComparison.Ordinal);

    /// <inheritdoc/>
    public ClassifierSample Sample(long index, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var (rgb, labels) = WorldLabels.Film(TrainingWorld.FromSeed(WorldSeeds.Of(WorldSplit.Training, index), Format));
        return new(rgb, labels);
    }

    /// <inheritdoc/>
    public TrainingLoss Loss(IReadOnlyList<ClassifierSample> batch, Generator generator)
    {
        using var scope = new TensorScope();
        var frames = ToTensor([.. batch.Select(sample => sample.Rgb)]);
        var softened = frames.Pad([1, 1, 1, 1, 0, 0], PadMode.Replicate).AveragePool3d([1, 3, 3], [1, 1, 1]);
        var share = (generator.Uniform([batch.Count, 1, 1, 1, 1]) * 2 - 1).Clamp(0, 1);
        var terms = WorldClassifierLoss.Of(
            _network.Forward(frames + (softened - frames) * share), [.. batch.Select(sample => sample.Labels)]);
        foreach (var term in terms.Values)
            scope.Keep(term);
        return new(scope.Keep(terms.Values.Aggregate((sum, term) => sum + term)), terms);
    }

    /// <inheritdoc/>
    public TrainingInspection Inspect(string folder, long step)
    {
        var reader = new WorldReader(_network);
        var readings = new List<WorldReading>();
        foreach (var clips in _heldOut.Value.Select(pair => pair.Rgb).Chunk(ReadAtOnce))
        {
            using var scope = new TensorScope();
            readings.AddRange(reader.Read(ToTensor(clips)));
        }

        var answers = _heldOut.Value.Select((pair, i) => CaptionQuestions.Ask(pair.World, readings[i], i)).ToArray();
        var measured = Enum.GetValues<CaptionAttribute>()
            .Select(attribute => (attribute, Asked: answers.Where(answer => answer.ContainsKey(attribute)).ToArray()))
            .Where(question => question.Asked.Length > 0)
            .ToDictionary(
                question => $"{question.attribute.ToString().ToLowerInvariant()}Share",
                question => question.Asked.Average(answer => answer[question.attribute] ? 1.0 : 0.0));
        WorldClassifierFile.Save(_network, Path.Combine(folder, "model.safetensors"), DType.Float16);
        byte[][] rows = [.. _heldOut.Value.Take(PicturedClips).Select(pair => pair.Rgb)];
        var grid = new ClipGrid(Format.FrameCount, Format.Height, Format.Width, Format.FrameCount);
        return new(measured, grid.Draw(rows), grid.PictureWidth, grid.PictureHeight(rows.Length));
    }

    private static Tensor ToTensor(IReadOnlyList<byte[]> clips) =>
        ClipTensors.FromBytes(clips, Format.FrameCount, Format.Height, Format.Width, Device.Cpu);
}
