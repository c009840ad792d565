using Plumbline.Diffusion;
using Plumbline.Diffusion.Mini;
using Plumbline.Diffusion.Schedulers;
using Plumbline.Tensors;
using Plumbline.Tensors.Modules;
using Plumbline.Tests.Diffusion.Mini;
using Plumbline.Tests.Tensors;

namespace Plumbline.Tests.Diffusion;

[LeavesNoTensors]
public sealed class VideoGeneratorTests
{
    private static readonly GenerationRequest Two = new()
    {
        Prompts = ["a red arch", "a blue ball"],
        Seeds = [7, 8],
        FrameCount = 5,
        Height = 32,
        Width = 48,
        Plan = new RectifiedFlow().Plan(3),
    };

    [Fact]
    public void A_clip_has_the_same_bytes_alone_and_among_others()
    {
        using var scope = new TensorScope();
        using var parts = new Parts();

        var both = parts.Generator.Generate(Two, Device.Cpu);
        var alone = parts.Generator.Generate(Two with { Prompts = ["a blue ball"], Seeds = [8] }, Device.Cpu);

        Assert.True(both.Latents.Slice(0, 1, 2).SameAs(alone.Latents));
        Assert.True(both.Frames.Slice(0, 1, 2).SameAs(alone.Frames));
        Assert.Equal(Shape.Of(2, 3, 5, 32, 48), both.Frames.Shape);
    }

    [Fact]
    public void Clips_computed_side_by_side_are_the_same_within_rounding()
    {
        using var scope = new TensorScope();
        using var parts = new Parts();

        var apart = parts.Generator.Generate(Two, Device.Cpu);
        var together = parts.Generator.Generate(Two with { BatchSize = 2 }, Device.Cpu);

        Assert.True(apart.Latents.IsClose(together.Latents, 1e-4, 1e-4));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Clips_that_were_interrupted_have_the_bytes_of_those_that_were_not(bool firstFrameFirst)
    {
        using var scope = new TensorScope();
        using var parts = new Parts();
        var request = Two with { Sampler = new UniPcSampler(), FirstFrameFirst = firstFrameFirst, BatchSize = 2 };

        using var begun = parts.Generator.Begin(request, Device.Cpu);
        begun.Advance(1);
        using var other = parts.Generator.Begin(request with { Seeds = [1, 2] }, Device.Cpu);
        other.Advance(3);
        begun.Advance(1);
        var estimate = begun.CleanEstimate();
        begun.Advance(9);

        var whole = parts.Generator.Generate(request, Device.Cpu);
        Assert.True(begun.IsFinished);
        Assert.True(begun.Latents().SameAs(whole.Latents));
        Assert.True(parts.Generator.Decode(begun.Latents()).SameAs(whole.Frames));
        Assert.Equal(whole.Latents.Shape, estimate!.Shape);
        Assert.Null(parts.Generator.Begin(request, Device.Cpu).CleanEstimate());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Clips_begin_from_initial_latents_at_the_level_of_the_plan(int batchSize)
    {
        using var scope = new TensorScope();
        using var parts = new Parts();
        using var generator = new Generator(3, Device.Cpu);
        var initial = generator.Normal(parts.Generator.Generate(Two, Device.Cpu).Latents.Shape);
        var late = Two with
        {
            Plan = new(PredictionKind.Flow, [.. Two.Plan.Steps.Skip(1)]),
            InitialLatents = initial,
            BatchSize = batchSize,
        };

        using var begun = parts.Generator.Begin(late, Device.Cpu);
        using var noise = new Generator(8, Device.Cpu);
        var second = initial.Select(0, 1) * (1 / 3.0) + noise.Normal([.. initial.Shape.Skip(1)]) * (2 / 3.0);
        Assert.True(begun.Latents().Select(0, 1).IsClose(second, 1e-6, 1e-6));

        // A plan that begins with nothing but noise does not see them.
        var early = parts.Generator.Generate(Two with { InitialLatents = initial }, Device.Cpu);
        Assert.True(early.Latents.SameAs(parts.Generator.Generate(Two, Device.Cpu).Latents));
        Assert.False(parts.Generator.Generate(late, Device.Cpu).Latents.SameAs(early.Latents));
        var error = Assert.Throws<ArgumentException>(
            () => parts.Generator.Generate(late with { InitialLatents = initial.Slice(0, 0, 1) }, Device.Cpu));
        Assert.Contains("expected initial latents", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_given_first_frame_keeps_its_latents()
    {
        using var scope = new TensorScope();
        using var parts = new Parts();
        using var generator = new Generator(3, Device.Cpu);
        var frames = generator.Uniform([2, 3, 1, 32, 48]) * 2 - 1;

        var made = parts.Generator.Generate(
            Two with { FirstFrames = frames, Sampler = new UniPcSampler() }, Device.Cpu);

        Assert.True(made.Latents.Slice(2, 0, 1).IsClose(parts.Autoencoder.Encode(frames), 1e-5, 1e-5));
    }

    [Fact]
    public void A_first_frame_made_first_is_what_a_picture_of_the_seed_would_be()
    {
        using var scope = new TensorScope();
        using var parts = new Parts();
        using var generator = new Generator(4, Device.Cpu);
        var rays = generator.Normal([2, 6, 5, 4, 6]);
        var seen = new List<GenerationStep>();

        var clips = parts.Generator.Generate(
            Two with { FirstFrameFirst = true, Rays = rays }, Device.Cpu, new Collected(seen));
        var pictures = parts.Generator.Generate(Two with { FrameCount = 1, Rays = rays.Slice(2, 0, 1) }, Device.Cpu);

        Assert.True(clips.Latents.Slice(2, 0, 1).IsClose(pictures.Latents, 1e-6, 1e-6));
        Assert.Equal([1, 2, 3, 4, 5, 6], seen.Take(6).Select(step => step.StepsTaken));
        Assert.Equal(6, seen[0].StepCount);
    }

    [Fact]
    public void Guidance_leads_away_from_the_negative_prompt()
    {
        using var scope = new TensorScope();
        using var parts = new Parts();
        var plain = parts.Generator.Generate(Two with { Guidance = 1 }, Device.Cpu).Latents;

        var guided = parts.Generator.Generate(Two with { Guidance = 4 }, Device.Cpu).Latents;
        var towardsItself = parts.Generator.Generate(
            Two with { Prompts = ["a red arch"], Seeds = [7], NegativePrompt = "a red arch", Guidance = 4 },
            Device.Cpu).Latents;

        Assert.False(guided.IsClose(plain, 1e-3, 1e-3));
        Assert.True(towardsItself.IsClose(plain.Slice(0, 0, 1), 1e-4, 1e-4));
    }

    // One step of Euler's method is linear in the prediction, so the clips themselves must combine as it does.
    [Fact]
    public void Guidance_leads_away_from_each_thing_that_is_left_out()
    {
        using var scope = new TensorScope();
        using var parts = new Parts();
        using var generator = new Generator(3, Device.Cpu);
        var request = Two with
        {
            FirstFrames = generator.Uniform([2, 3, 1, 32, 48]) * 2 - 1,
            Rays = generator.Normal([2, 6, 5, 4, 6]),
            Plan = new RectifiedFlow().Plan(1),
            Guidance = 1,
        };
        Tensor Later(GenerationRequest asked) => parts.Generator.Generate(asked, Device.Cpu).Latents.Slice(2, 1);
        var (whole, blind, free, mute) = (
            Later(request), Later(request with { FirstFrames = null }), Later(request with { Rays = null }),
            Later(request with { Prompts = ["", ""] }));

        var guided = Later(request with { Guidance = new(4, 2, 3) });

        Assert.True(guided.IsClose(whole * 7 - mute * 3 - blind - free * 2, 1e-3, 1e-3));
        Assert.False(blind.IsClose(whole, 1e-3, 1e-3));
        Assert.False(free.IsClose(whole, 1e-3, 1e-3));
    }

    [Fact]
    public void What_is_not_there_cannot_be_followed()
    {
        using var scope = new TensorScope();
        using var parts = new Parts();

        var plain = parts.Generator.Generate(Two, Device.Cpu).Latents;
        var guided = parts.Generator.Generate(Two with { Guidance = new(3, 2, 2) }, Device.Cpu).Latents;

        Assert.True(guided.SameAs(plain));
    }

    // One step begins at pure noise, two at 1 and at 0.5.
    [Fact]
    public void Guidance_counts_at_its_noise_levels_alone()
    {
        using var scope = new TensorScope();
        using var parts = new Parts();
        Tensor Made(int steps, string guidance) => parts.Generator.Generate(
            Two with { Plan = new RectifiedFlow().Plan(steps), Guidance = GuidanceScales.Parse(guidance)! },
            Device.Cpu).Latents;

        Assert.True(Made(2, "4@0.5-1").SameAs(Made(2, "4")));
        Assert.True(Made(1, "4@0.6-1").SameAs(Made(1, "4")));
        Assert.False(Made(2, "4@0.6-1").SameAs(Made(2, "4")));
        Assert.False(Made(2, "4@0.6-1").SameAs(Made(2, "1")));
        Assert.Contains(
            "Guidance 4@0.1-0.4: expected noise levels that one of the 2 steps begins at, from 1 to 0.5.",
            Assert.Throws<ArgumentOutOfRangeException>(() => Made(2, "4@0.1-0.4")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3", 3, 1, 1, "3")]
    [InlineData("1/1.5", 1, 1.5, 1, "1/1.5")]
    [InlineData("1/1/2", 1, 1, 2, "1/1/2")]
    [InlineData("2/1/1", 2, 1, 1, "2")]
    public void Guidance_is_written_as_it_is_read(string text, double words, double image, double camera, string written)
    {
        var scales = GuidanceScales.Parse(text);

        Assert.Equal(new GuidanceScales(words, image, camera), scales);
        Assert.Equal(written, scales!.ToString());
        Assert.True(scales.LeadsTowards);
    }

    [Theory]
    [InlineData("1.5@0-0.8", 1.5, 0, 0.8, "1.5@0-0.8")]
    [InlineData("2@0.25-1", 2, 0.25, 1, "2@0.25-1")]
    [InlineData("2@0-1", 2, 0, 1, "2")]
    public void A_scale_may_say_its_noise_levels(string text, double factor, double from, double to, string written)
    {
        var scale = GuidanceScale.Parse(text);

        Assert.Equal(new(factor, from, to), scale);
        Assert.Equal(written, scale!.ToString());
        Assert.Equal(new GuidanceScales(1, scale), GuidanceScales.Parse($"1/{text}"));
        Assert.Equal((factor, 1), (scale.At(from), scale.At(to + 0.01)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1/2/3/4")]
    [InlineData("1@")]
    [InlineData("1@0.5")]
    [InlineData("1@0.8-0.2")]
    [InlineData("1@0-2")]
    [InlineData("1@0-0.5@1")]
    [InlineData("1/x")]
    [InlineData("1,5")]
    public void Other_words_are_no_guidance(string text)
    {
        Assert.Null(GuidanceScales.Parse(text));
        Assert.False(new GuidanceScales(1, 0.5).LeadsTowards);
        Assert.False(new GuidanceScales(double.NaN).LeadsTowards);
    }

    [Fact]
    public void Every_step_of_every_clip_is_reported()
    {
        using var scope = new TensorScope();
        using var parts = new Parts();
        var seen = new List<GenerationStep>();

        parts.Generator.Generate(Two, Device.Cpu, new Collected(seen));

        Assert.Equal([1, 2, 3, 1, 2, 3], seen.Select(step => step.StepsTaken));
        Assert.Equal(new GenerationStep(1, 2, 3, 3), seen[^1]);
    }

    [Theory]
    [InlineData(5, 24, 32, "multiples of 16")]
    [InlineData(6, 32, 32, "1 + 4k")]
    public void Impossible_sizes_say_the_possible_ones(int frames, int height, int width, string words)
    {
        using var scope = new TensorScope();
        using var parts = new Parts();

        var error = Assert.Throws<ArgumentException>(
            () => parts.Generator.Generate(
                Two with { FrameCount = frames, Height = height, Width = width }, Device.Cpu));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_for_another_prediction_is_refused()
    {
        using var scope = new TensorScope();
        using var parts = new Parts();

        Assert.Throws<ArgumentException>(
            () => parts.Generator.Generate(Two with { Plan = new DiffusionSchedule(new()).Plan(2) }, Device.Cpu));
    }

    private sealed class Collected(List<GenerationStep> seen) : IProgress<GenerationStep>
    {
        public void Report(GenerationStep value) => seen.Add(value);
    }

    private sealed class Parts : IDisposable
    {
        private readonly MiniModel _model = MiniSubjects.Awake();

        public Parts()
        {
            using var generator = new Generator(2, Device.Cpu);
            Autoencoder = Weights.Load(
                WeightSource.Fresh(generator), Precision.Float32, Device.Cpu,
                weights => new MiniAutoencoder(weights, MiniAutoencoderConfig.Tiny with { LatentChannels = 4 }));
            Generator = new(_model.Denoiser, _model.Text, Autoencoder);
        }

        public MiniAutoencoder Autoencoder { get; }

        public VideoGenerator Generator { get; }

        public void Dispose()
        {
            _model.Dispose();
            Autoencoder.Dispose();
        }
    }
}
