using Plumbline.Alignment.Objectives;
using Plumbline.Diffusion;
using Plumbline.Diffusion.Lora;
using Plumbline.Diffusion.Schedulers;
using Plumbline.Diffusion.Text;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Modules;

namespace Plumbline.Alignment.Training;

/// <summary>Teaches an adapter on a frozen denoiser to prefer the winners of pairs.</summary>
/// <remarks>
/// The reference is the same network with the adapter off. Some pairs are shown without their words, policy and
/// reference alike, because guidance asks the network for clips without words too; cameras are never left out. An
/// inspection measures held-out prompts, all with their words, and writes the adapter.
/// </remarks>
public sealed class PreferenceTask : ITrainingTask<PreferenceSample>
{
    private readonly Module _network;
    private readonly NetworkAdapter _adapter;
    private readonly PreferenceTaskOptions _options;
    private readonly PreferenceSplit _split;
    private readonly PairCurriculum _curriculum;
    private readonly PreferencePass _pass;
    private readonly PreferenceLoss _loss;
    private readonly HeldOutPreference _heldOut;
    private readonly double _forwardOperations;
    private readonly double _sharedShare;

    /// <summary>Prepares the task; turns on the adapter's gradients and no others.</summary>
    /// <param name="denoiser">The network, a module; the caller keeps owning it.</param>
    /// <param name="text">Reads the captions; it is not trained, and the caller keeps owning it.</param>
    /// <param name="adapter">The adapter on the network.</param>
    /// <param name="entries">The pairs, of all prompts.</param>
    /// <param name="beta">β, above 0, as it was given or chosen.</param>
    /// <param name="options">What is taught, and how it is looked at; all default when absent.</param>
    /// <param name="forwardOperations">
    /// Additions and multiplications of one clip's forward pass, for the log; 0 when unknown.
    /// </param>
    /// <param name="sharedShare">Share of them before the adapter's first layer, 0 to 1, for the log.</param>
    /// <exception cref="ArgumentException">
    /// The denoiser is no module, or predicts something else than the flow.
    /// </exception>
    /// <exception cref="InvalidDataException">There are too few pairs or prompts.</exception>
    public PreferenceTask(
        IDenoiser denoiser, ITextEncoder text, NetworkAdapter adapter, IReadOnlyList<PreferenceEntry> entries,
        double beta,
        PreferenceTaskOptions? options = null, double forwardOperations = 0, double sharedShare = 0)
    {
        ArgumentNullException.ThrowIfNull(denoiser);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(adapter);
        ArgumentNullException.ThrowIfNull(entries);
        _network = denoiser as Module
            ?? throw new ArgumentException(
                $"Preference: expected a denoiser that is a module, got {denoiser.GetType().Name}.", nameof(denoiser));
        if (denoiser.Prediction != PredictionKind.Flow)
            throw new ArgumentException(
                $"Preference: expected a denoiser that predicts Flow, got {denoiser.Prediction}.", nameof(denoiser));
        (_adapter, _options) = (adapter, options ?? new());
        (_forwardOperations, _sharedShare) = (forwardOperations, sharedShare);
        _options.Validate();
        _split = PreferenceSplit.Of(entries, _options.HeldOutShare);
        _curriculum = new(
            [.. _split.Training.Select(entry => entry.Margin)], _options.CurriculumRounds, _options.CurriculumStart);
        _pass = new(denoiser, text, adapter, _options.Objective.Weighting);
        _loss = new(_options.Objective, beta);
        _heldOut = new([.. _split.HeldOut.Take(_options.MostHeldOutPairs)], _pass, _loss, _options.Flow);
        adapter.RecordGradients(GradientRecording.On);
    }

    /// <inheritdoc/>
    public Module Network => _network;

    /// <summary>How many pairs are trained on.</summary>
    public int TrainingPairCount => _split.Training.Count;

    /// <summary>How many pairs are held out, all of other prompts.</summary>
    public int HeldOutPairCount => _split.HeldOut.Count;

    /// <inheritdoc/>
    /// <remarks>
    /// Two clips, each forward and backward to the adapters (the weights between need no gradient of their own), and
    /// forward once more for the reference where there is one; what stands before the first adapter is computed once
    /// for all.
    /// </remarks>
    public double OperationsPerSample =>
        2 * _forwardOperations * (_sharedShare + (1 - _sharedShare) * (_loss.NeedsReference ? 3 : 2));

    /// <inheritdoc/>
    public bool IsHiddenMatrix(NamedParameter weight) => false;

    /// <inheritdoc/>
    public PreferenceSample Sample(long index, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        return _split.Training[_curriculum.At(index)].Read();
    }

    /// <inheritdoc/>
    public TrainingLoss Loss(IReadOnlyList<PreferenceSample> batch, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(generator);
        var tape = _options.Activations == ActivationUse.Recomputed ? new BlockTape() : null;
        using var scope = new TensorScope();
        var errors = Errors(batch, generator, tape);
        var measures = _loss.Measures(errors);
        foreach (var value in measures.Values)
            scope.Keep(value);
        return new(scope.Keep(_loss.Of(errors)), measures, tape);
    }

    /// <inheritdoc/>
    public TrainingInspection Inspect(string folder, long step)
    {
        if (_split.HeldOut.Count == 0)
        {
            _adapter.Save(folder);
            return new(new Dictionary<string, double>());
        }

        var measured = _heldOut.Measure(ComputedType);
        var before = HeldOutHistory.Read(folder, step - 1);
        var found = new HeldOutHistory.Inspection(step, measured["accuracy"], measured["margin"]);
        // The adapter first: a run that is killed in between measures it again.
        if (_options.Patience is null || found.IsBetterThan(before.Best))
            _adapter.Save(folder);
        new HeldOutHistory([.. before.Inspections, found]).Write(folder);
        return new(measured.ToDictionary(measure => $"heldOut.{measure.Key}", measure => measure.Value));
    }

    /// <inheritdoc/>
    public bool IsEnough(string folder, long step) =>
        _options.Patience is { } patience && HeldOutHistory.Read(folder, step).CountSinceBest >= patience;

    /// <summary>
    /// Chooses β from the scale of the logits that a few steps of training reach; the adapter is as it was after.
    /// </summary>
    /// <param name="training">How the adapter will be trained.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>β.</returns>
    internal ProbedBeta ProbeBeta(TrainingOptions training, CancellationToken token)
    {
        var probe = new BetaProbe(_adapter, _options.Objective.TimeWeighting, training);
        return probe.Choose((pass, extras) =>
        {
            token.ThrowIfCancellationRequested();
            var first = (long)pass * training.BatchSize;
            PreferenceSample[] batch = [
                .. Enumerable.Range(0, training.BatchSize).Select(i => Sample(first + i, token))];
            using var generator = new Generator(StepSeed.Of(training.Seed, -2, pass), Device.Cpu);
            return Errors(batch, generator, null, extras);
        });
    }

    private DType ComputedType => _network.Precision.Normalization;

    private PreferenceErrors Errors(
        IReadOnlyList<PreferenceSample> samples, Generator generator, BlockTape? tape,
        PreferencePass.Extras? extras = null)
    {
        using var scope = new TensorScope();
        var batch = PreferenceBatch.Of(samples, ComputedType);
        if (_options.FramesPerStep is { } frameCount)
            batch = batch.WithFrames(frameCount, generator);
        var noise = generator.Normal([batch.Count, .. batch.Latents.Shape.Skip(1)]).To(ComputedType);
        var times = scope.Keep(_options.Flow.DrawTimes(batch.Count, generator).To(ComputedType));
        if (_options.TextDrop > 0)
            batch = batch.WithoutWords(generator.Uniform([batch.Count]).ToArray<float>(), _options.TextDrop);
        var errors = _pass.Run(batch, noise, times, extras ?? (
            _loss.NeedsStillness ? PreferencePass.Extras.Stillness
            : _loss.NeedsReference ? PreferencePass.Extras.Reference : PreferencePass.Extras.None), tape);
        foreach (var tensor in (Tensor?[])[
            errors.Winner, errors.Loser, errors.ReferenceWinner, errors.ReferenceLoser, errors.Stillness])
        {
            if (tensor is not null)
                scope.Keep(tensor);
        }

        return errors;
    }
}
