using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tensors.Distributed;
using Plumbline.Tensors.Modules;
using Plumbline.Tensors.Optimizers;

namespace Plumbline.Alignment.Training;

/// <summary>Trains a network in a folder, in any number of sittings that together give the bytes of one.</summary>
/// <typeparam name="TSample">What one sample is.</typeparam>
/// <remarks>
/// The folder holds <c>state.safetensors</c> (replaced in one step, every few minutes and at every end),
/// <c>metrics.jsonl</c>, TensorBoard's event files, <c>samples/step-N.png</c>, and what the task exports when it is
/// inspected. A process that dies loses the steps since the last saved state and nothing else. Several processes share
/// the forward passes of each step and add their gradients up; rank 0 keeps the folder, the others read its state.
/// Their number is no part of the run: it may change from sitting to sitting.
/// </remarks>
public sealed class TrainingLoop<TSample>
{
    private readonly ITrainingTask<TSample> _task;
    private readonly TrainingOptions _options;
    private readonly string _folder;
    private readonly TimeProvider _clock;
    private readonly TrainingTeam _team;
    private readonly StepShare _share;

    /// <summary>Prepares a run.</summary>
    /// <param name="task">What is trained; the caller keeps owning its network.</param>
    /// <param name="options">How.</param>
    /// <param name="folder">Folder of the run; made when missing.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="processes">
    /// The processes that take each step together and see the same folder, at most as many as a step has forward
    /// passes; this one alone when absent.
    /// </param>
    /// <exception cref="InvalidDataException">There are more processes than a step has forward passes.</exception>
    public TrainingLoop(
        ITrainingTask<TSample> task, TrainingOptions options, string folder, TimeProvider clock,
        ProcessGroup? processes = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(clock);
        options.Validate();
        (_task, _options, _folder, _clock, _team) = (task, options, folder, clock, new(processes));
        _share = new(_team, options);
    }

    private string StatePath => TrainingFolder.StatePath(_folder);

    /// <summary>Trains until the last step, the end of the time allowed, or the call to stop.</summary>
    /// <param name="start">Whether the run is new.</param>
    /// <param name="timeLimit">Time allowed; none when absent.</param>
    /// <param name="progress">Told every few steps, by rank 0.</param>
    /// <param name="token">Stops the run after the step in hand; its state is saved.</param>
    /// <returns>Why the run ended.</returns>
    /// <exception cref="InvalidDataException">
    /// The folder holds a run although a new one is asked for, or none or another although one is to be resumed, or
    /// another process trains in it.
    /// </exception>
    /// <exception cref="IOException">
    /// Another process of the run was lost; the last saved state is untouched.
    /// </exception>
    /// <exception cref="ArithmeticException">A gradient is not finite; the last saved state is untouched.</exception>
    public TrainingEnd Run(
        TrainingStart start, TimeSpan? timeLimit = null, IProgress<TrainingStep>? progress = null,
        CancellationToken token = default)
    {
        TrainingFolder.Require(_folder, start);
        Directory.CreateDirectory(_folder);
        using var occupied = _team.IsLead ? TrainingFolder.Occupy(_folder) : null;
        using var optimizer = NewOptimizer();
        using var average = new ExponentialAverage(optimizer.Parameters, _options.AverageDecay);
        var first = start == TrainingStart.Resumed ? TrainingState.Load(StatePath, _options, optimizer, average) : 0;
        _team.RequireSame(TrainingState.Fingerprint(first, _options, optimizer));
        // A new run is saved before its first step: whatever ends it, it can be resumed with the weights that it began
        // with.
        if (start == TrainingStart.Fresh)
            Save(first, optimizer, average);
        using var queue = new SampleQueue<TSample>(
            _share.SamplesBefore(first), _options.SamplesAhead,
            (position, stop) => _task.Sample(_share.SampleIndex(position), stop));
        using var log = _team.IsLead ? new TrainingLog(_folder, first, _clock) : null;
        var pace = new TrainingPace(_clock, _options, _task.OperationsPerSample, timeLimit);
        var end = Train(first, optimizer, average, queue, log, pace, progress, token);
        _team.Meet();
        return end;
    }

    private Optimizer NewOptimizer()
    {
        var parameters = _task.Network.Parameters().Where(parameter => parameter.Value.RequiresGradient).ToArray();
        Optimizer ByAdam(IEnumerable<NamedParameter> weights) =>
            new AdamW(weights, new() { WeightDecay = _options.WeightDecay, Beta2 = _options.Beta2 });
        if (_options.MatrixLearningRate is not { } matrixRate)
            return ByAdam(parameters);
        var byKind = parameters.ToLookup(_task.IsHiddenMatrix);
        return new OptimizerGroup(
            (new Muon(byKind[true], new() { WeightDecay = _options.WeightDecay }), matrixRate / _options.LearningRate),
            (ByAdam(byKind[false]), 1));
    }

    private TrainingEnd Train(
        long first, Optimizer optimizer, ExponentialAverage average, SampleQueue<TSample> queue, TrainingLog? log,
        TrainingPace pace, IProgress<TrainingStep>? progress, CancellationToken token)
    {
        var schedule = LearningRateSchedule.Cosine(
            _options.LearningRate, _options.WarmupSteps, Math.Max(_options.Steps, _options.WarmupSteps + 1),
            _options.LearningRateFloor);
        var (saved, step) = (_clock.GetTimestamp(), first);
        TrainingEnd? asked = null;
        // One process stops between two forward passes. Several must finish the step: the others wait for its
        // gradients.
        var withinStep = _team.Size == 1 ? token : CancellationToken.None;
        try
        {
            while (step < _options.Steps && (asked = _team.Agree(Asked(step, pace, token))) is null)
            {
                // 1. Gradients of the step's samples.
                foreach (var part in _share.Parts)
                    AddGradients(step, part, queue, pace, withinStep);
                _team.SumGradients(optimizer.Parameters);

                // 2. The step.
                var norm = GradientClipping.ByNorm(optimizer.Parameters, _options.MaximumGradientNorm);
                var rate = schedule.At(step + 1);
                optimizer.Step(rate);
                optimizer.ClearGradients();
                average.Update();
                step++;

                // 3. What is told, shown and kept.
                var isInspected = step % _options.InspectEverySteps == 0 || step == _options.Steps;
                if (isInspected || step % _options.LogEverySteps == 0)
                {
                    pace.AddUp(_team);
                    var inspection = isInspected && log is not null ? Inspect(step, average, log) : null;
                    var report = pace.Report(step, rate, norm, inspection?.Measured);
                    log?.Write(report);
                    if (_team.IsLead)
                        progress?.Report(report);
                }

                if (_clock.GetElapsedTime(saved) >= _options.SaveEvery)
                {
                    Save(step, optimizer, average);
                    saved = _clock.GetTimestamp();
                }
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Half a step leaves gradients behind, but no weight has changed: the state is that of the step before.
            optimizer.ClearGradients();
            asked = TrainingEnd.Stopped;
        }

        Save(step, optimizer, average);
        if (step == _options.Steps)
            return TrainingEnd.Finished;
        if (asked == TrainingEnd.TimeSpent && log is not null)
            Inspect(step, average, log);
        return asked!.Value;
    }

    // Only rank 0 inspects, and so only it can say that it is enough.
    private TrainingEnd? Asked(long step, TrainingPace pace, CancellationToken token) =>
        token.IsCancellationRequested ? TrainingEnd.Stopped
        : _team.IsLead && _task.IsEnough(_folder, step) ? TrainingEnd.Converged
        : pace.IsTimeSpent ? TrainingEnd.TimeSpent : null;

    private void Save(long step, Optimizer optimizer, ExponentialAverage average)
    {
        if (_team.IsLead)
            TrainingState.Save(StatePath, step, _options, optimizer, average);
    }

    private void AddGradients(
        long step, int part, SampleQueue<TSample> queue, TrainingPace pace, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var asked = _clock.GetTimestamp();
        var batch = queue.Take(_options.BatchSize, token);
        pace.AddWait(_clock.GetElapsedTime(asked));
        using var scope = new TensorScope();
        using var generator = new Generator(StepSeed.Of(_options.Seed, step, part), Device.Cpu);
        var loss = _task.Loss(batch, generator);
        loss.Backward(_options.Accumulation);
        pace.AddLoss(loss);
    }

    private TrainingInspection Inspect(long step, ExponentialAverage average, TrainingLog log)
    {
        average.Swap();
        try
        {
            using var scope = new TensorScope();
            using var paused = new RecordingScope(GradientRecording.Off);
            var inspection = _task.Inspect(_folder, step);
            log.WritePicture(step, inspection);
            return inspection;
        }
        finally
        {
            average.Swap();
        }
    }
}
