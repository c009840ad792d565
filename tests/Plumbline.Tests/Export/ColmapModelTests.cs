using System.Globalization;
using System.Text;
using Plumbline.Vision;
using Plumbline.Vision.Export;

namespace Plumbline.Tests.Export;

public sealed class ColmapModelTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumbline-colmap-");
    private readonly Reconstruction _scene = TinyScene.Reconstruction();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_centre_of_the_first_pixel_is_at_one_half()
    {
        var model = ColmapModel.From(_scene);

        Assert.Equal(_scene.Views[0].Camera.Cx + 0.5, model.Cameras[0].Cx);
        Assert.Equal(_scene.Views[0].Camera.Cy + 0.5, model.Cameras[0].Cy);
        Assert.Equal(_scene.Points[0].Track[0].Pixel.X + 0.5, model.Images[0].Sightings[0].X);
        Assert.Equal(_scene.Points[0].Track[0].Pixel.Y + 0.5, model.Images[0].Sightings[0].Y);
    }

    [Fact]
    public void Every_sighting_is_where_its_camera_projects_its_point()
    {
        var model = ColmapModel.From(_scene);

        foreach (var image in model.Images)
        {
            var camera = model.Cameras.Single(camera => camera.Id == image.CameraId);
            foreach (var sighting in image.Sightings)
            {
                var inCamera = image.Rotation.ToRotation() * model.Points[sighting.PointId - 1].Position
                    + image.Translation;
                Assert.Equal(sighting.X, camera.Fx * inCamera.X / inCamera.Z + camera.Cx, 1e-10);
                Assert.Equal(sighting.Y, camera.Fy * inCamera.Y / inCamera.Z + camera.Cy, 1e-10);
            }
        }
    }

    [Fact]
    public void Tracks_and_sightings_point_at_each_other()
    {
        var model = ColmapModel.From(_scene);

        foreach (var point in model.Points)
        {
            foreach (var (imageId, sightingIndex) in point.Track)
                Assert.Equal(
                    point.Id, model.Images.Single(image => image.Id == imageId).Sightings[sightingIndex].PointId);
        }

        Assert.Equal(model.Points.Sum(point => point.Track.Count), model.Images.Sum(image => image.Sightings.Count));
    }

    [Fact]
    public void Equal_intrinsics_are_one_camera()
    {
        Assert.Equal(2, ColmapModel.From(_scene).Cameras.Count);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0.3, -0.2, 0.1)]
    [InlineData(Math.PI, 0, 0)]
    [InlineData(0, Math.PI, 0)]
    [InlineData(0, 0, Math.PI)]
    [InlineData(2, -2, 1)]
    public void A_rotation_survives_the_quaternion(double x, double y, double z)
    {
        var rotation = Rigid3.RotationFromAxisAngle(new(x, y, z));

        var restored = Quaternion.FromRotation(rotation).ToRotation();

        for (var i = 0; i < 9; i++)
            Assert.Equal(rotation.ToRows()[i], restored.ToRows()[i], 1e-10);
    }

    [Fact]
    public void The_text_model_reads_back_as_it_was()
    {
        var model = ColmapModel.From(_scene);

        model.WriteText(_folder.FullName);

        var cameras = Rows("cameras.txt");
        Assert.Equal(model.Cameras.Count, cameras.Count);
        Assert.Equal("PINHOLE", cameras[1][1]);
        Assert.Equal(
            [model.Cameras[1].Fx, model.Cameras[1].Fy, model.Cameras[1].Cx, model.Cameras[1].Cy],
            cameras[1][4..].Select(Number));
        var images = Rows("images.txt");
        Assert.Equal(model.Images.Count * 2, images.Count);
        Assert.Equal(model.Images[2].Rotation.Y, Number(images[4][2 + 1]));
        Assert.Equal("00012.png", images[4][9]);
        Assert.Equal(model.Images[0].Sightings.Count * 3, images[1].Length);
        var points = Rows("points3D.txt");
        Assert.Equal(model.Points[2].ErrorPixels, Number(points[2][7]));
        Assert.Equal(8 + 2 * model.Points[2].Track.Count, points[2].Length);
    }

    [Fact]
    public void The_binary_model_reads_back_as_it_was()
    {
        var model = ColmapModel.From(_scene);

        model.WriteBinary(_folder.FullName);

        using (var reader = Open("cameras.bin"))
        {
            Assert.Equal((ulong)model.Cameras.Count, reader.ReadUInt64());
            foreach (var camera in model.Cameras)
            {
                Assert.Equal((camera.Id, 1), (reader.ReadInt32(), reader.ReadInt32()));
                Assert.Equal(((ulong)camera.Width, (ulong)camera.Height), (reader.ReadUInt64(), reader.ReadUInt64()));
                Assert.Equal([camera.Fx, camera.Fy, camera.Cx, camera.Cy], Doubles(reader, 4));
            }

            AssertAtEnd(reader);
        }

        using (var reader = Open("images.bin"))
        {
            Assert.Equal((ulong)model.Images.Count, reader.ReadUInt64());
            foreach (var image in model.Images)
            {
                Assert.Equal(image.Id, reader.ReadInt32());
                Assert.Equal(
                    [image.Rotation.W, image.Rotation.X, image.Rotation.Y, image.Rotation.Z], Doubles(reader, 4));
                Assert.Equal([image.Translation.X, image.Translation.Y, image.Translation.Z], Doubles(reader, 3));
                Assert.Equal(image.CameraId, reader.ReadInt32());
                Assert.Equal(image.Name, ZeroTerminated(reader));
                Assert.Equal((ulong)image.Sightings.Count, reader.ReadUInt64());
                foreach (var sighting in image.Sightings)
                    Assert.Equal(sighting, new(reader.ReadDouble(), reader.ReadDouble(), (int)reader.ReadInt64()));
            }

            AssertAtEnd(reader);
        }

        using (var reader = Open("points3D.bin"))
        {
            Assert.Equal((ulong)model.Points.Count, reader.ReadUInt64());
            foreach (var point in model.Points)
            {
                Assert.Equal((ulong)point.Id, reader.ReadUInt64());
                Assert.Equal([point.Position.X, point.Position.Y, point.Position.Z], Doubles(reader, 3));
                Assert.Equal([point.Red, point.Green, point.Blue], reader.ReadBytes(3));
                Assert.Equal(point.ErrorPixels, reader.ReadDouble());
                Assert.Equal((ulong)point.Track.Count, reader.ReadUInt64());
                foreach (var sighting in point.Track)
                    Assert.Equal(sighting, (reader.ReadInt32(), reader.ReadInt32()));
            }

            AssertAtEnd(reader);
        }
    }

    [Fact]
    public void A_model_without_views_is_three_empty_lists()
    {
        var empty = _scene with { Views = [], Points = [], DepthMaps = [] };

        ColmapModel.From(empty).WriteBinary(_folder.FullName);

        Assert.All(_folder.GetFiles("*.bin"), file => Assert.Equal(8, file.Length));
    }

    // Comment lines aside; a line of points may be empty and still counts.
    private List<string[]> Rows(string name) =>
    [
        .. File.ReadAllLines(Path.Combine(_folder.FullName, name)).Where(line => !line.StartsWith('#'))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
    ];

    private BinaryReader Open(string name) => new(File.OpenRead(Path.Combine(_folder.FullName, name)));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double[] Doubles(BinaryReader reader, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => reader.ReadDouble())];

    private static string ZeroTerminated(BinaryReader reader)
    {
        var bytes = new List<byte>();
        while (reader.ReadByte() is not 0 and var value)
            bytes.Add(value);
        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static void AssertAtEnd(BinaryReader reader) =>
        Assert.Equal(reader.BaseStream.Length, reader.BaseStream.Position);
}
