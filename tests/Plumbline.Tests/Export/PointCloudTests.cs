using System.Buffers.Binary;
using System.Text;
using Plumbline.Vision;
using Plumbline.Vision.Export;

namespace Plumbline.Tests.Export;

public sealed class PointCloudTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumbline-ply-");
    private readonly Reconstruction _scene = TinyScene.Reconstruction();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_sparse_cloud_holds_every_point_with_its_colour()
    {
        var cloud = PointCloud.Sparse(_scene);

        Assert.Equal(_scene.Points.Select(point => point.Position), cloud.Positions);
        Assert.Equal([10, 21, 255], cloud.Rgb[3..6]);
    }

    [Fact]
    public void The_dense_cloud_leaves_out_pixels_without_depth()
    {
        var cloud = PointCloud.Dense(_scene, TinyScene.Video());

        Assert.Equal(
            _scene.DepthMaps.Sum(map => map.Confidence.Count(confidence => confidence > 0)), cloud.Positions.Count);
    }

    [Fact]
    public void A_dense_point_projects_back_onto_its_pixel_at_its_depth()
    {
        var cloud = PointCloud.Dense(_scene, TinyScene.Video());

        // Pixel (1, 0) of the map is the first with depth; the last map belongs to the turned wide camera.
        var view = _scene.Views[2];
        var map = _scene.DepthMaps[2];
        var inCamera = view.CameraFromWorld * cloud.Positions[cloud.Positions.Count * 2 / 3];
        var pixel = view.Camera.Resized(map.Width, map.Height).Project(inCamera);
        Assert.Equal(1, pixel.X, 1e-10);
        Assert.Equal(0, pixel.Y, 1e-10);
        Assert.Equal(map.Depth[1], inCamera.Z, 1e-10);
    }

    [Fact]
    public void A_dense_point_has_the_colour_of_the_source_pixel_under_it()
    {
        var cloud = PointCloud.Dense(_scene, TinyScene.Video());

        // The centre of map pixel (1, 0) lies in source pixel (3, 1): the map is half as wide and half as high.
        var expected = TinyScene.Video().Frames[0].Rgb.AsSpan((1 * TinyScene.Width + 3) * 3, 3).ToArray();
        Assert.Equal(expected, cloud.Rgb[..3]);
    }

    [Fact]
    public void A_ply_file_reads_back_as_it_was()
    {
        var path = Path.Combine(_folder.FullName, "points.ply");
        var cloud = PointCloud.Sparse(_scene);

        PlyFile.Write(path, cloud);

        var bytes = File.ReadAllBytes(path);
        var headerEnd = Encoding.ASCII.GetString(bytes)
            .IndexOf("end_header\n", StringComparison.Ordinal) + "end_header\n".Length;
        Assert.StartsWith(
            "ply\nformat binary_little_endian 1.0\nelement vertex 3\n", Encoding.ASCII.GetString(bytes),
            StringComparison.Ordinal);
        Assert.Equal(headerEnd + 3 * 15, bytes.Length);
        var second = bytes.AsSpan(headerEnd + 15);
        Assert.Equal((float)cloud.Positions[1].X, BinaryPrimitives.ReadSingleLittleEndian(second));
        Assert.Equal((float)cloud.Positions[1].Y, BinaryPrimitives.ReadSingleLittleEndian(second[4..]));
        Assert.Equal((float)cloud.Positions[1].Z, BinaryPrimitives.ReadSingleLittleEndian(second[8..]));
        Assert.Equal(cloud.Rgb[3..6], second.Slice(12, 3).ToArray());
    }

    [Fact]
    public void A_depth_map_reads_back_bottom_row_first_with_infinity_where_there_is_no_depth()
    {
        var path = Path.Combine(_folder.FullName, "depth.pfm");
        var map = _scene.DepthMaps[0];

        PfmFile.WriteDepth(path, map);

        var bytes = File.ReadAllBytes(path);
        var header = "Pf\n4 3\n-1.0\n";
        Assert.StartsWith(header, Encoding.ASCII.GetString(bytes), StringComparison.Ordinal);
        for (var y = 0; y < map.Height; y++)
        {
            for (var x = 0; x < map.Width; x++)
            {
                var i = y * map.Width + x;
                var stored = BinaryPrimitives.ReadSingleLittleEndian(
                    bytes.AsSpan(header.Length + ((map.Height - 1 - y) * map.Width + x) * 4));
                Assert.Equal(map.Confidence[i] > 0 ? map.Depth[i] : float.PositiveInfinity, stored);
            }
        }
    }

    [Fact]
    public void Nothing_is_left_behind_when_writing_fails()
    {
        var path = Path.Combine(_folder.FullName, "half.ply");

        Assert.Throws<InvalidDataException>(() => AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(1);
            throw new InvalidDataException();
        }));

        Assert.Empty(_folder.GetFiles());
    }
}
