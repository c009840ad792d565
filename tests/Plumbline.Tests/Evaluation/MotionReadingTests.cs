using Plumbline.Alignment;
using Plumbline.Alignment.Evaluation;
using Plumbline.Vision;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Tests.Evaluation;

public sealed class MotionReadingTests
{
    private static readonly WorldFormat Format = new(64, 64, 9);

    [Theory]
    [InlineData("orbit:24deg", 1.5)]
    [InlineData("orbit:-24deg", 1.5)]
    [InlineData("pan:12deg", 1.5)]
    [InlineData("pan:-12deg", 1.5)]
    [InlineData("tilt:8deg", 1e-6)]
    [InlineData("tilt:-8deg", 1e-6)]
    [InlineData("dolly:0.5m", 1e-6)]
    [InlineData("dolly:-0.5m", 1e-6)]
    [InlineData("truck:0.5m", 1e-6)]
    [InlineData("truck:-0.5m", 1e-6)]
    [InlineData("crane:0.4m", 0.02)]
    [InlineData("crane:-0.4m", 0.02)]
    [InlineData("handheld:0.5m", 0.03)]
    [InlineData("spline:0.5m", 0.02)]
    [InlineData("spline:-0.5m", 0.02)]
    public void Exact_cameras_give_the_command_in_any_gauge(string command, double tolerance)
    {
        var world = TrainingWorld.FromSeed(12, Format).With(CameraCommand.Parse(command));

        var reading = MotionReading.From(
            Verdict(world, CameraModel.Translation, world.Views), world.Camera.Move, Format.FrameCount);

        Assert.Null(reading.Reason);
        Assert.Equal(MotionReading.Commanded(world), reading.Amount!.Value, tolerance);
    }

    [Fact]
    public void Missing_frames_at_the_ends_are_carried_on_at_the_same_speed()
    {
        var world = TrainingWorld.FromSeed(12, Format).With(new(CameraMove.Truck, 0.5));

        var reading = MotionReading.From(
            Verdict(world, CameraModel.Translation, [.. world.Views.Skip(1).SkipLast(2)]), CameraMove.Truck,
            Format.FrameCount);

        Assert.Equal(MotionReading.Commanded(world), reading.Amount!.Value, 1e-6);
    }

    [Fact]
    public void A_pan_is_no_orbit()
    {
        var world = TrainingWorld.FromSeed(12, Format).With(new(CameraMove.Pan, -12));

        Assert.Equal(0, MotionReading.From(
            Verdict(world, CameraModel.Rotation, world.Views), CameraMove.Orbit, Format.FrameCount).Amount);
    }

    [Fact]
    public void A_clip_without_cameras_has_a_reason_and_no_amount()
    {
        var world = TrainingWorld.FromSeed(12, Format);

        MotionReading[] readings =
        [
            MotionReading.From(new Unscorable("Nothing moves."), CameraMove.Pan, Format.FrameCount),
            MotionReading.From(
                new Scored(50, new(40, 60)) { Shots = [new(0, 8) { Score = 50 }] }, CameraMove.Pan, Format.FrameCount),
            MotionReading.From(
                Verdict(world, CameraModel.Translation, [.. world.Views.Take(3)]), CameraMove.Pan, Format.FrameCount),
        ];

        Assert.All(readings, reading => Assert.Null(reading.Amount));
        Assert.All(readings, reading => Assert.NotNull(reading.Reason));
    }

    [Fact]
    public void Clips_without_cameras_count_as_wrong_directions_and_stay_out_of_the_correlation()
    {
        MotionTrial Trial(CameraMove move, double commanded, double? recovered) =>
            new(move, commanded, new(recovered, recovered is null ? "No cameras." : null));
        MotionTrial[] trials =
        [
            Trial(CameraMove.Pan, 10, 11), Trial(CameraMove.Pan, -10, -9), Trial(CameraMove.Pan, 8, 9),
            Trial(CameraMove.Pan, 9, null),
            Trial(CameraMove.Dolly, 0.2, 0.1), Trial(CameraMove.Dolly, -0.1, -0.05),
            Trial(CameraMove.Dolly, 0.1, -0.02),
        ];

        var all = MotionAgreement.Each(trials);

        Assert.Equal([CameraMove.Pan, CameraMove.Dolly, null], all.Select(agreement => agreement.Move));
        var pan = all.Single(agreement => agreement.Move == CameraMove.Pan);
        Assert.Equal((4, 1, 3, 1.0), (pan.Trials, pan.Unreconstructed, pan.RightDirection, Math.Round(
            pan.Correlation!.Value, 6)));
        var over = all.Single(agreement => agreement.Move is null);
        Assert.Equal((7, 1, 5), (over.Trials, over.Unreconstructed, over.RightDirection));
        Assert.InRange(over.Correlation!.Value, 0.8, 0.999);
    }

    // Another world frame and another scale, as every reconstruction has its own.
    private static Scored Verdict(TrainingWorld world, CameraModel model, IReadOnlyList<View> views)
    {
        const double scale = 2.5;
        var otherFromWorld = new Rigid3(Rigid3.RotationFromAxisAngle(new(0.3, -0.2, 0.5)), new(1, 2, 3));
        View InOther(View view)
        {
            var cameraFromOther = view.CameraFromWorld * otherFromWorld.Inverse();
            return view with
            {
                CameraFromWorld = cameraFromOther with
                {
                    Translation = scale * cameraFromOther.Translation,
                }
            };
        }

        // In the first view of a path around it, the target is as deep as in the middle one, but for a little.
        var deep = views[0].CameraFromWorld.Inverse() * new Vector3(0, 0, world.Scene.Home.Distance);
        var point = scale * (otherFromWorld * deep);
        var found = new Reconstruction
        {
            Model = model,
            Views = [.. views.Select(InOther)],
            Points = [new(point, 0, 0, 0, 0, [])],
        };
        return new(90, new(85, 95)) { Shots = [new(0, 8) { Score = 90, Model = model, Reconstruction = found }] };
    }
}
