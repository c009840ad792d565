using Plumbline.Vision.Media;

namespace Plumbline.Tests.Media;

public sealed class MediaFilesTests : IDisposable
{
    private readonly MediaWorkshop _workshop = new();

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void Folders_are_searched_in_natural_order()
    {
        Touch("clip10.mp4", "clip9.MP4", "notes.txt", "inner/a.gif", ".hidden/b.mp4", "inner/.c.mp4");

        Assert.Equal(Paths("clip9.MP4", "clip10.mp4", "inner/a.gif"), MediaFiles.Discover([_workshop.Folder]));
    }

    [Fact]
    public void A_folder_of_numbered_pictures_is_one_clip()
    {
        Touch(
            "scene/rgb/1.png", "scene/rgb/2.png", "scene/poses.txt", "previews/clip1.png", "previews/clip2.png",
            "previews/clip1.mp4", "previews/clip1.gif", "previews/drawn.gif");

        Assert.Equal(
            Paths("previews/clip1.mp4", "previews/drawn.gif", "scene/rgb"), MediaFiles.Discover([_workshop.Folder]));
    }

    [Fact]
    public void A_file_that_is_named_is_taken_as_it_is_and_once()
    {
        Touch("strange.bin", "clip.mp4");

        Assert.Equal(
            Paths("strange.bin", "clip.mp4"),
            MediaFiles.Discover([_workshop.At("strange.bin"), _workshop.Folder, _workshop.At("clip.mp4")]));
    }

    [Fact]
    public void A_pattern_is_a_clip()
    {
        Touch("1.png");

        Assert.Equal(Paths("%d.png"), MediaFiles.Discover([_workshop.At("%d.png")]));
    }

    [Fact]
    public void A_link_that_leads_back_is_not_followed()
    {
        Touch("inner/clip.mp4");
        Directory.CreateSymbolicLink(_workshop.At("inner/back"), _workshop.Folder);

        Assert.Single(MediaFiles.Discover([_workshop.Folder]));
    }

    [Fact]
    public void Every_path_that_leads_nowhere_is_named()
    {
        Touch("empty/notes.txt");

        var exception = Assert.Throws<MediaException>(
            () => MediaFiles.Discover([_workshop.At("missing.mp4"), _workshop.At("empty"), _workshop.At("%d.png")]));

        Assert.Contains("missing.mp4", exception.Message, StringComparison.Ordinal);
        Assert.Contains("empty: expected a folder with video files", exception.Message, StringComparison.Ordinal);
        Assert.Contains("%d.png", exception.Message, StringComparison.Ordinal);
    }

    private void Touch(params string[] names)
    {
        foreach (var name in names)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_workshop.At(name))!);
            File.WriteAllText(_workshop.At(name), "x");
        }
    }

    private string[] Paths(params string[] names) => [.. names.Select(_workshop.At)];
}
