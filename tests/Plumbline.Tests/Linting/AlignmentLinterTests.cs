using Plumbline.Alignment.Linting;
using Plumbline.Alignment.Objectives;
using Plumbline.Alignment.Training;
using Plumbline.Diffusion;
using Plumbline.Diffusion.Lora;
using Plumbline.Diffusion.Mini;
using Plumbline.Diffusion.Schedulers;
using Plumbline.Tensors;
using Plumbline.Tensors.Autograd;
using Plumbline.Tests.Diffusion.Mini;
using Plumbline.Tests.Tensors;

namespace Plumbline.Tests.Linting;

[LeavesNoTensors]
public sealed class AlignmentLinterTests : IDisposable
{
    private static readonly RectifiedFlow Flow = new() { Shift = 3 };

    private readonly MiniModel _model = MiniSubjects.Awake();
    private readonly ChannelAutoencoder _autoencoder = new();

    public void Dispose()
    {
        _model.Dispose();
        _autoencoder.Dispose();
    }

    [Fact]
    public void Parts_that_fit_together_pass_every_check()
    {
        using var scope = new TensorScope();

        var findings = AlignmentLinter.Check(Subject()).ToArray();

        Assert.All(findings, finding => Assert.True(finding.State == LintState.Passed, finding.ToString()));
        Assert.Equal(findings.Length, findings.Select(finding => finding.Check).Distinct().Count());
    }

    [Fact]
    public void An_autoencoder_that_reads_another_range_is_found()
    {
        using var scope = new TensorScope();
        using var wrong = new ChannelAutoencoder(0.5);

        var finding = Only("roundTrip", Subject() with { Autoencoder = wrong });

        Assert.Equal(LintState.Failed, finding.State);
        Assert.Contains("slope 0.50", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Latents_that_were_not_normalised_are_found_by_their_channel()
    {
        using var scope = new TensorScope();
        var latents = Latents();
        latents.Slice(1, 2, 3).MultiplyInPlace(7);

        var finding = Only("latentStatistics", Subject() with { Latents = latents });

        Assert.Equal(LintState.Failed, finding.State);
        Assert.Contains("outside: channel 2", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_is_told_the_time_before_its_shift_is_found()
    {
        using var scope = new TensorScope();

        // As a published trainer does: the noise is shifted, the time is not.
        var finding = Only("timesMatch", Subject() with
        {
            Loss = (denoiser, latents, generator) =>
            {
                var noise = generator.Normal(latents.Shape);
                var plain = generator.Uniform([latents.Shape[0]]);
                var noised = RectifiedFlow.AddNoise(latents, noise, plain * 3 / (plain * 2 + 1));
                return (denoiser.Predict(noised, plain * 1000, Told()) - noise + latents).Square().Mean();
            },
        });

        Assert.Equal(LintState.Failed, finding.State);
        Assert.Contains("Tell the network the sampler's own time", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_that_counts_given_frames_is_found()
    {
        using var scope = new TensorScope();

        var finding = Only("knownFramesMasked", Subject() with
        {
            Loss = (denoiser, latents, generator) =>
            {
                var noise = generator.Normal(latents.Shape);
                var times = Flow.DrawTimes(latents.Shape[0], generator);
                var known = KnownFrames.First(latents, [.. Enumerable.Repeat(true, (int)latents.Shape[0])]);
                var predicted = denoiser.Predict(
                    RectifiedFlow.AddNoise(latents, noise, times), times * 1000, Told() with { Known = known });
                return (predicted - noise + latents).Square().Mean();
            },
        });

        Assert.Equal(LintState.Failed, finding.State);
        Assert.Contains("falls on given frames", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_without_positions_is_found()
    {
        using var scope = new TensorScope();

        var finding = Only("positionsPresent", Subject() with { Denoiser = new EveryValueAlike(_model.Denoiser) });

        Assert.Equal(LintState.Failed, finding.State);
        Assert.Contains("pass its rotary factors", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_predicts_nothing_yet_is_not_blamed_for_its_positions()
    {
        using var scope = new TensorScope();
        using var fresh = MiniSubjects.Fresh();

        var finding = Only("positionsPresent", Subject() with { Denoiser = fresh.Denoiser, Text = fresh.Text });

        Assert.Equal(LintState.NotChecked, finding.State);
    }

    [Fact]
    public void Nothing_is_said_of_an_adapter_that_is_not_there()
    {
        using var scope = new TensorScope();

        var findings = AlignmentLinter.Check(Subject() with { Adapter = null }).Where(
            finding => finding.State == LintState.NotChecked);

        Assert.Equal(
            ["adapterOffIsBase", "mergedAgrees", "firstLossIsLogTwo"], findings.Select(finding => finding.Check));
    }

    [Fact]
    public void The_network_is_as_it_was_after_the_checks()
    {
        using var scope = new TensorScope();
        var before = _model.Denoiser.Parameters().Select(weight => weight.Value.ToArray<float>()).ToArray();

        _ = AlignmentLinter.Check(Subject()).Count();

        Assert.Equal(before, _model.Denoiser.Parameters().Select(weight => weight.Value.ToArray<float>()));
    }

    [Fact]
    public void A_reference_that_sees_another_noise_is_found()
    {
        using var scope = new TensorScope();

        var finding = Only("firstLossIsLogTwo", Subject() with
        {
            Adapter = Adapter() with { FirstLoss = (_, _) => (0.71, 0.03) },
        });

        Assert.Equal(LintState.Failed, finding.State);
        Assert.Contains("Network and reference see different inputs", finding.Text, StringComparison.Ordinal);
    }

    private static LintFinding Only(string check, LintSubject subject) =>
        AlignmentLinter.Check(subject).Single(finding => finding.Check == check);

    private Conditioning Told() => new() { Text = _model.Text.Encode(["a red arch", "a ball", "", ""]) };

    private Tensor Latents()
    {
        using var generator = new Generator(7, Device.Cpu);
        return _autoencoder.Encode(generator.Uniform([4, 3, 3, 8, 8]) * 1.7 - 0.85);
    }

    private AdapterSubject Adapter() => new(
        _model.Denoiser, LoraConfig.For(_model.Denoiser, LoraPlacement.Attention) with { Rank = 4 }, FirstLoss);

    private (double Loss, double MeanAbsoluteLogit) FirstLoss(NetworkAdapter adapter, Generator generator)
    {
        var clips = Latents().ToArray<float>().Chunk(4 * 3 * 8 * 8).ToArray();
        var samples = Enumerable.Range(0, 2).Select(i => new PreferenceSample
        {
            PromptId = $"{i}",
            Caption = "a red arch",
            LatentShape = [4, 3, 8, 8],
            Winner = clips[i],
            Loser = clips[i + 2],
            IsFirstFrameGiven = i == 0,
        }).ToArray();
        var task = new PreferenceTask(
            _model.Denoiser, _model.Text, adapter,
            [.. samples.Select(sample => new PreferenceEntry(sample.PromptId, 1, () => sample))],
            beta: 100, new() { HeldOutShare = 0 });
        var loss = task.Loss(samples, generator);
        return (loss.Total.Item(), loss.Terms["meanAbsoluteLogit"].Item());
    }

    private LintSubject Subject() => new()
    {
        Adapter = Adapter(),
        Denoiser = _model.Denoiser,
        Text = _model.Text,
        Autoencoder = _autoencoder,
        Plan = Flow.Plan(25),
        Latents = Latents(),
        Loss = (denoiser, latents, generator) =>
            new FlowMatchingObjective(denoiser, _model.Text, new() { Flow = Flow, FirstFrameShare = 0.5 })
                .Loss(latents, ["a red arch", "a ball", "blue ball", "a blue arch"], null, generator),
    };

    /// <summary>Predicts every value from itself, as a network does whose positions were forgotten.</summary>
    private sealed class EveryValueAlike(IDenoiser original) : IDenoiser
    {
        public PredictionKind Prediction => original.Prediction;

        public int LatentChannels => original.LatentChannels;

        public int PatchSize => original.PatchSize;

        public Tensor Predict(Tensor noised, Tensor times, Conditioning conditioning, BlockTape? tape = null) =>
            noised * 0.5;
    }
}
