using System.Text.Json;
using Plumbline.Vision.Export;

namespace Plumbline.Tests.Export;

public sealed class CamerasJsonTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumbline-cameras-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Cameras_read_back_bit_for_bit()
    {
        var path = Path.Combine(_folder.FullName, "cameras.json");
        var scene = TinyScene.Reconstruction();

        CamerasJson.Write(path, scene);

        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        Assert.Equal("translationAndZoom", json.RootElement.GetProperty("model").GetString());
        var cameras = json.RootElement.GetProperty("cameras").EnumerateArray().ToList();
        Assert.Equal(scene.Views.Count, cameras.Count);
        Assert.Equal(12, cameras[2].GetProperty("frame").GetInt32());
        Assert.Equal(scene.Views[2].Camera.Cx, cameras[2].GetProperty("cx").GetDouble());
        Assert.Equal(
            scene.Views[2].CameraFromWorld.ToRows(),
            cameras[2].GetProperty("cameraFromWorld").EnumerateArray().Select(number => number.GetDouble()));
    }

    [Fact]
    public void A_model_without_points_has_no_reprojection_error()
    {
        var path = Path.Combine(_folder.FullName, "cameras.json");

        CamerasJson.Write(path, TinyScene.Reconstruction() with { Points = [], ReprojectionErrorPixels = null });

        Assert.DoesNotContain("reprojectionErrorPixels", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_focal_length_that_was_given_has_no_interval()
    {
        var path = Path.Combine(_folder.FullName, "cameras.json");

        CamerasJson.Write(path, TinyScene.Reconstruction() with { FocalIntervalPixels = null });

        Assert.DoesNotContain("focalIntervalPixels", File.ReadAllText(path), StringComparison.Ordinal);
    }
}
