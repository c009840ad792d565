using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Synthetic;

public sealed class TrainingWorldTests
{
    private static readonly WorldFormat Tiny = new(48, 48, 3);

    [Fact]
    public void One_seed_gives_the_same_bytes_on_any_thread()
    {
        var alone = TrainingWorld.FromSeed(11, Tiny).FilmRgb();

        var together = Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(4)
            .Select(_ => TrainingWorld.FromSeed(11, Tiny).FilmRgb()).ToArray();

        Assert.All(together, bytes => Assert.Equal(alone, bytes));
    }

    [Fact]
    public void Every_word_of_every_caption_is_in_the_vocabulary()
    {
        var words = CaptionGrammar.Vocabulary.ToHashSet();

        var captions = Enumerable.Range(0, 300).Select(seed => TrainingWorld.FromSeed(seed, Tiny).Caption);

        Assert.InRange(words.Count, 40, 120);
        Assert.All(captions, caption => Assert.Subset(words, Words(caption)));
    }

    [Fact]
    public void Captions_use_every_word()
    {
        var used = Enumerable.Range(0, 600).SelectMany(seed => Words(TrainingWorld.FromSeed(seed, Tiny).Caption));

        Assert.Subset(used.ToHashSet(), CaptionGrammar.Vocabulary.ToHashSet());
    }

    [Fact]
    public void Every_named_object_is_visible_in_the_first_frame()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var world = TrainingWorld.FromSeed(seed, Tiny);

            var mask = world.Film(RenderedTruth.Solids).SolidMasks[0];

            for (var i = 1; i <= world.Objects.Count; i++)
                Assert.True(
                    mask.Count(solid => solid == i) > 0.02 * mask.Length, $"seed {seed}: {world.Objects[i - 1].Name}");
        }
    }

    [Fact]
    public void Relations_are_true_in_the_first_frame()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var world = TrainingWorld.FromSeed(seed, Tiny);
            var clip = world.Film(RenderedTruth.Solids | RenderedTruth.Depth);

            foreach (var (first, relation, second) in world.Relations)
            {
                var (one, two) = (Seen(clip, first), Seen(clip, second));
                Assert.True(
                    relation switch
                    {
                        SpatialRelation.LeftOf => one.Column < two.Column,
                        SpatialRelation.RightOf => one.Column > two.Column,
                        SpatialRelation.InFrontOf => one.Depth < two.Depth,
                        _ => one.Depth > two.Depth,
                    },
                    $"seed {seed}: {world.Caption}");
            }
        }
    }

    [Fact]
    public void The_camera_of_each_frame_is_that_of_the_film()
    {
        var world = TrainingWorld.FromSeed(3, Tiny);

        Assert.Equal(world.Views, world.Film(RenderedTruth.None).Views);
    }

    [Fact]
    public void A_slower_world_moves_less()
    {
        var (fast, slow) = (TrainingWorld.FromSeed(5, Tiny), TrainingWorld.FromSeed(5, Tiny with { Speed = 0.25 }));

        Assert.True(
            Math.Abs(slow.Camera.Amount) < 0.5 * Math.Abs(fast.Camera.Amount), $"{slow.Camera} and {fast.Camera}");
    }

    [Fact]
    public void Fewer_objects_can_be_asked_for()
    {
        Assert.All(
            Enumerable.Range(0, 40),
            seed => Assert.Single(TrainingWorld.FromSeed(seed, Tiny with { MostObjects = 1 }).Objects));
    }

    [Fact]
    public void Seeds_of_different_splits_never_meet()
    {
        Assert.Equal(WorldSplit.Training, WorldSeeds.SplitOf(WorldSeeds.Of(WorldSplit.Training, (1L << 40) - 1)));
        Assert.Equal(WorldSplit.Validation, WorldSeeds.SplitOf(WorldSeeds.Of(WorldSplit.Validation, 0)));
        Assert.Equal(WorldSplit.Test, WorldSeeds.SplitOf(WorldSeeds.Of(WorldSplit.Test, 5)));
        Assert.Equal(WorldSplit.Alignment, WorldSeeds.SplitOf(WorldSeeds.Of(WorldSplit.Alignment, 5)));
        Assert.Equal(WorldSplit.Comparison, WorldSeeds.SplitOf(WorldSeeds.Of(WorldSplit.Comparison, (1L << 40) - 1)));
        Assert.Null(WorldSeeds.SplitOf(long.MaxValue));
    }

    [Theory]
    [InlineData("orbit:30deg", CameraMove.Orbit, 30)]
    [InlineData("truck:-0.8m", CameraMove.Truck, -0.8)]
    [InlineData("hand-held:0.5", CameraMove.HandHeld, 0.5)]
    public void Camera_commands_are_read(string text, CameraMove move, double amount)
    {
        var command = CameraCommand.Parse(text);

        Assert.Equal(new(move, amount), command);
        Assert.Equal(command, CameraCommand.Parse(command.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("orbit")]
    [InlineData("1:3")]
    [InlineData("orbit:3m")]
    [InlineData("fly:3m")]
    [InlineData("pan:nan")]
    public void Unreadable_camera_commands_name_the_moves(string text)
    {
        var error = Assert.Throws<FormatException>(() => CameraCommand.Parse(text));

        Assert.Contains("orbit, pan, tilt", error.Message, StringComparison.Ordinal);
    }

    private static HashSet<string> Words(string caption) =>
        [.. caption.Replace(",", "", StringComparison.Ordinal).Split(' ')];

    private static (double Column, double Depth) Seen(RenderedClip clip, int index)
    {
        var (mask, depth) = (clip.SolidMasks[0], clip.DepthMaps[0]);
        var pixels = Enumerable.Range(0, mask.Length).Where(i => mask[i] == index + 1).ToArray();
        return (pixels.Average(i => i % depth.Width), pixels.Average(i => (double)depth.Depth[i]));
    }
}
