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
    public void Cameras_that_were_written_are_read_as_they_were()
    {
        var path = Path.Combine(_folder.FullName, "cameras.json");
        var views = TinyScene.Reconstruction().Views;

        CamerasJson.Write(path, views);

        Assert.Equal(views.Select(view => (view.FrameIndex, view.Camera)), CamerasJson.Read(path).Select(
            view => (view.FrameIndex, view.Camera)));
        Assert.Equal(
            views.SelectMany(view => view.CameraFromWorld.ToRows()),
            CamerasJson.Read(path).SelectMany(view => view.CameraFromWorld.ToRows()));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"cameras": []}""")]
    [InlineData("""{"cameras": [{"frame": 0, "width": 8, "height": 8, "fx": 9, "fy": 9, "cx": 4, "cy": 4, "cameraFromWorld": [1, 0]}]}""")]
    [InlineData("""{"cameras": [{"frame": 0, "width": 0, "height": 8, "fx": 9, "fy": 9, "cx": 4, "cy": 4, "cameraFromWorld": [1,0,0,0,0,1,0,0,0,0,1,0]}]}""")]
    public void What_holds_no_cameras_is_refused(string text)
    {
        var path = Path.Combine(_folder.FullName, "cameras.json");
        File.WriteAllText(path, text);

        var error = Assert.Throws<InvalidDataException>(() => CamerasJson.Read(path));

        Assert.Contains("expected the JSON that plumb world --cameras writes", error.Message, StringComparison.Ordinal);
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
