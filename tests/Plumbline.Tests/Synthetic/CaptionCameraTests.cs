using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Synthetic;

public sealed class CaptionCameraTests
{
    [Theory]
    [InlineData("a red brick arch left of a blue striped ball, the camera orbits right", "orbit:22deg")]
    [InlineData("A white cone. The camera tilts down!", "tilt:-8.5deg")]
    [InlineData("two green boxes, the camera moves backward", "dolly:-0.7m")]
    [InlineData("the camera rises and then pans left", "crane:0.575m")]
    public void The_move_of_a_caption_has_its_usual_amount(string caption, string command)
    {
        Assert.Equal(command, CaptionCamera.CommandIn(caption)?.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a red arch")]
    [InlineData("a boat sinks, filmed by a camera")]
    [InlineData("the camera waits")]
    public void Words_that_say_nothing_of_the_camera_command_nothing(string caption)
    {
        Assert.Null(CaptionCamera.CommandIn(caption));
    }

    [Fact]
    public void Every_caption_of_a_world_names_the_move_of_its_world()
    {
        for (var i = 0; i < 30; i++)
        {
            var world = TrainingWorld.FromSeed(WorldSeeds.Of(WorldSplit.Test, i), WorldFormat.Small);

            var command = CaptionCamera.CommandIn(world.Caption)!;

            Assert.Equal(world.Camera.Move, command.Move);
            Assert.Equal(Math.Sign(world.Camera.Amount), Math.Sign(command.Amount));
        }
    }

    [Fact]
    public void The_camera_stands_where_worlds_of_as_many_objects_are_filmed_from()
    {
        for (var i = 0; i < 30; i++)
        {
            var world = TrainingWorld.FromSeed(WorldSeeds.Of(WorldSplit.Test, i), WorldFormat.Small);

            var usual = CaptionCamera.UsualViewpoint(world.Caption);

            Assert.Equal(world.Scene.Home.Target.Z, usual.Target.Z, 0.251);
            Assert.Equal(world.Scene.Home.Eye.Y, usual.Eye.Y, 0.251);
            Assert.Equal(world.Scene.Home.FieldOfViewDegrees, usual.FieldOfViewDegrees, 3.01);
        }
    }
}
