using Plumbline.Vision;
using Plumbline.Vision.Media;

namespace Plumbline.Tests.Cli;

/// <summary>A temporary folder of tiny video files, and a state folder of its own.</summary>
internal sealed class ClipFolder : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("plumbline-cli-");

    private readonly string? _stateHome = Environment.GetEnvironmentVariable("XDG_STATE_HOME");

    public ClipFolder()
    {
        _root.CreateSubdirectory("clips");
        Environment.SetEnvironmentVariable("XDG_STATE_HOME", PathOf("state"));
    }

    public string Clips => Path.Combine(_root.FullName, "clips");

    public string PathOf(string name) => Path.Combine(_root.FullName, name);

    /// <summary>Writes a clip whose bytes change by a known amount from frame to frame.</summary>
    public string Add(string name, int change, int frameCount = 4)
    {
        var frames = Enumerable.Range(0, frameCount).Select(i => new Frame(
            [.. Enumerable.Repeat((byte)(20 + i * change), 32 * 24 * 3)], 32, 24, i, TimeSpan.FromSeconds(i / 8.0)));
        var path = Path.Combine(Clips, name);
        VideoWriter.Save(new([.. frames], 8), path, EncoderSettings.Ffv1);
        return path;
    }

    public string AddText(string name)
    {
        var path = Path.Combine(Clips, name);
        File.WriteAllText(path, "This is a shopping list, not a film.");
        return path;
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("XDG_STATE_HOME", _stateHome);
        _root.Delete(recursive: true);
    }
}
