using Plumbline.Alignment.Training;
using Plumbline.Diffusion;
using Plumbline.Diffusion.Mini;
using Plumbline.Tensors;
using Plumbline.Tests.Diffusion.Mini;
using Plumbline.Tests.Tensors;

namespace Plumbline.Tests.Training;

/// <summary>Clips of which a step sees few frames: what stays must stand where it stood.</summary>
[LeavesNoTensors]
public sealed class SparseFramesTests
{
    private const int LatentFrames = 5;
    private const int Stride = 2;

    [Fact]
    public void The_first_frame_stays_and_every_other_one_has_its_turn()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(1, Device.Cpu);
        var batch = Batch();

        var drawn = Enumerable.Range(0, 60).Select(_ => batch.WithFrames(3, generator).Frames!).ToArray();

        Assert.All(drawn, frames => Assert.True(
            frames is [0, var one, var other] && one < other && other < LatentFrames));
        Assert.Equal(6, drawn.Select(frames => (frames[1], frames[2])).Distinct().Count());
    }

    [Fact]
    public void What_stays_is_latents_weights_and_the_rays_of_the_same_moments()
    {
        using var scope = new TensorScope();
        using var generator = new Generator(2, Device.Cpu);

        var kept = Batch().WithFrames(3, generator);

        // Every number says which frame it belongs to.
        float[] expected = [.. kept.Frames!.Select(frame => (float)frame)];
        Assert.Equal(expected, kept.Latents.Slice(0, 1, 2).Slice(1, 2, 3).Flatten(0, 2).Mean([1, 2]).ToArray<float>());
        Assert.Equal(expected, kept.Weights!.Slice(0, 3, 4).Flatten(0, 2).Mean([1, 2]).ToArray<float>());
        float[] moments = [
            .. kept.Frames!.SelectMany(frame => frame == 0
                ? [0f] : Enumerable.Range(1, Stride).Select(i => (float)((frame - 1) * Stride + i)))];
        Assert.Equal(moments, kept.Rays!.Slice(0, 0, 1).Slice(1, 5, 6).Flatten(0, 2).Mean([1, 2]).ToArray<float>());
    }

    [Theory]
    [InlineData(LatentFrames)]
    [InlineData(100)]
    public void Nothing_is_left_out_or_drawn_where_all_frames_are_to_stay(int count)
    {
        using var scope = new TensorScope();
        using var generator = new Generator(3, Device.Cpu);
        using var untouched = new Generator(3, Device.Cpu);
        var batch = Batch();

        Assert.Same(batch, batch.WithFrames(count, generator));
        Assert.Equal(untouched.Uniform([4]).ToArray<float>(), generator.Uniform([4]).ToArray<float>());
    }

    [Fact]
    public void Tokens_of_frames_that_stay_have_the_positions_that_they_had()
    {
        const int rows = 2, columns = 3;
        int[] frames = [0, 2, 3];

        var all = RotaryPositions.Angles((LatentFrames, rows, columns), 12, 100);
        var few = RotaryPositions.Angles((frames.Length, rows, columns), 12, 100, frames);
        var (allWaves, fewWaves) = (
            PositionFeatures.Of((LatentFrames, rows, columns)),
            PositionFeatures.Of((frames.Length, rows, columns), frames));

        for (var token = 0; token < frames.Length * rows * columns; token++)
        {
            var before = frames[token / (rows * columns)] * rows * columns + token % (rows * columns);
            for (var pair = 0; pair < all.GetLength(1); pair++)
                Assert.Equal(all[before, pair], few[token, pair]);
            Assert.Equal(Waves(allWaves, before), Waves(fewWaves, token));
        }

        static float[] Waves(float[] waves, int token) =>
            waves[(token * PositionFeatures.ChannelCount)..((token + 1) * PositionFeatures.ChannelCount)];
    }

    [Fact]
    public void A_network_goes_by_where_frames_stand()
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Awake();

        var plain = Predicted(model, null);

        Assert.Equal(plain, Predicted(model, [0, 1, 2]));
        Assert.NotEqual(plain, Predicted(model, [0, 1, 3]));
    }

    [Theory]
    [InlineData(new[] { 0, 1 })]
    [InlineData(new[] { 1, 2, 3 })]
    [InlineData(new[] { 0, 2, 2 })]
    public void Places_that_are_no_places_are_refused(int[] frames)
    {
        using var scope = new TensorScope();
        using var model = MiniSubjects.Awake();

        Assert.Contains(
            $"3 frames, rising from 0, got {string.Join(", ", frames)}",
            Assert.Throws<ArgumentException>(() => Predicted(model, frames)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_frame_per_step_would_teach_nothing_and_is_refused() =>
        Assert.Contains("at least 2", Assert.Throws<ArgumentOutOfRangeException>(
            () => new PreferenceTaskOptions { FramesPerStep = 1 }.Validate()).Message, StringComparison.Ordinal);

    [Fact]
    public void Motion_needs_two_frames_besides_the_first()
    {
        var options = new PreferenceTaskOptions { FramesPerStep = 2, Objective = new() { Stillness = 1 } };

        Assert.Contains("at least 3 with a penalty", Assert.Throws<ArgumentOutOfRangeException>(
            options.Validate).Message, StringComparison.Ordinal);
        (options with { FramesPerStep = 3 }).Validate();
    }

    private static float[] Predicted(MiniModel model, int[]? frames)
    {
        using var scope = new TensorScope();
        using var generator = new Generator(4, Device.Cpu);
        var noised = generator.Normal([1, 4, 3, 4, 4]);
        return model.Denoiser.Predict(noised, Tensor.Full([1], 500, DType.Float32, Device.Cpu), new Conditioning
        {
            Text = model.Text.Encode(["a red arch"]),
            Frames = frames,
        }).ToArray<float>();
    }

    // Two pairs whose latents, weights and rays hold nothing but the number of their frame.
    private static PreferenceBatch Batch()
    {
        float[] Numbered(int channels, int frames) => [
            .. Enumerable.Range(0, channels).SelectMany(_ => Enumerable.Range(0, frames))
                .SelectMany(frame => Enumerable.Repeat((float)frame, 16))];
        var sample = new PreferenceSample
        {
            PromptId = "prompt",
            Caption = "a red arch",
            LatentShape = [4, LatentFrames, 4, 4],
            Winner = Numbered(4, LatentFrames),
            Loser = Numbered(4, LatentFrames),
            Rays = Numbered(6, 1 + Stride * (LatentFrames - 1)),
            WinnerWeights = Numbered(1, LatentFrames),
            LoserWeights = Numbered(1, LatentFrames),
            IsFirstFrameGiven = true,
        };
        return PreferenceBatch.Of([sample, sample], DType.Float32);
    }
}
