using System.Buffers.Binary;
using System.Diagnostics;
using Plumbline.Vision;
using Plumbline.Vision.Media;

namespace Plumbline.Tests.Media;

/// <summary>A temporary folder in which FFmpeg makes the tiny clips of one test.</summary>
public sealed class MediaWorkshop : IDisposable
{
    private static readonly Lazy<byte[]> TestMp4 = new(() =>
    {
        using var workshop = new MediaWorkshop();
        return File.ReadAllBytes(workshop.Encode("clip.mp4", "-pix_fmt", "yuv420p"));
    });

    public MediaWorkshop() => Folder = Directory.CreateTempSubdirectory("plumbline-media-").FullName;

    public string Folder { get; }

    /// <summary>A test picture of 64×48 that differs from frame to frame, 12 of them at 10 per second.</summary>
    public static IReadOnlyList<string> TestPicture { get; } = [
        "-f", "lavfi", "-i", "testsrc=size=64x48:rate=10:duration=1.2"];

    public string At(string name) => Path.Combine(Folder, name);

    /// <summary>Runs FFmpeg and returns the path of the file it wrote.</summary>
    public string Make(string name, params IEnumerable<string> arguments)
    {
        Run("ffmpeg", ["-nostdin", "-v", "error", "-y", .. arguments, "file:" + At(name)]);
        return At(name);
    }

    /// <summary>The test picture, encoded.</summary>
    public string Encode(string name, params IEnumerable<string> arguments) =>
        Make(name, [.. TestPicture, .. arguments]);

    /// <summary>An H.264 clip in MP4 of the test picture; encoded once for all tests.</summary>
    public string Mp4(string name = "clip.mp4")
    {
        File.WriteAllBytes(At(name), TestMp4.Value);
        return At(name);
    }

    /// <summary>Marks an MP4 as filmed with the camera on its side: to be shown a quarter turn clockwise.</summary>
    public string Turn(string path)
    {
        var bytes = File.ReadAllBytes(path);
        // ISO/IEC 14496-12, track header of version 0: the matrix stands 44 bytes after the name of the box.
        var matrix = bytes.AsSpan().IndexOf("tkhd"u8) + 44;
        int[] quarterTurn = [0, 1 << 16, 0, -(1 << 16), 0, 0, 48 << 16, 0, 1 << 30];
        for (var i = 0; i < quarterTurn.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(matrix + 4 * i), quarterTurn[i]);
        File.WriteAllBytes(At("turned.mp4"), bytes);
        return At("turned.mp4");
    }

    /// <summary>Writes the first part of a file to another.</summary>
    public string CutOff(string path, string name, double share)
    {
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(At(name), bytes[..(int)(bytes.Length * share)]);
        return At(name);
    }

    public static void Run(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', start.ArgumentList)}: {errors}");
    }

    /// <summary>Frames without two pixels alike, different in every frame.</summary>
    public static Video Noise(int width, int height, int frameCount, double framesPerSecond = 10)
    {
        var random = new Random(7);
        return new(
            [.. Enumerable.Range(0, frameCount).Select(index =>
            {
                var rgb = new byte[width * height * 3];
                random.NextBytes(rgb);
                return new Frame(rgb, width, height, index, TimeSpan.FromSeconds(index / framesPerSecond));
            })],
            framesPerSecond);
    }

    public static MediaException Refusal(string path) =>
        Assert.Throws<MediaException>(() => MediaFile.Probe(path).Load());

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
