using System.Diagnostics;
using Plumbline.Tensors.Checkpoints;
using Plumbline.Vision.Media;

namespace Plumbline.Benchmarks.Fuzzing;

/// <summary>
/// Makes the sound files that are damaged: tiny clips in every family of containers, and a checkpoint.
/// </summary>
internal static class FuzzTargets
{
    private static readonly LoadOptions Budget = new() { MemoryBudgetBytes = 16_000_000 };

    /// <summary>One sound clip for each container.</summary>
    /// <param name="folder">An empty folder to work in.</param>
    /// <returns>The targets.</returns>
    public static IReadOnlyList<FuzzTarget> Videos(string folder) =>
    [
        Video(folder, "mp4", "h264", "-c:v", "libx264", "-pix_fmt", "yuv420p"),
        Video(folder, "mp4", "h264, index first", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-movflags", "+faststart"),
        Video(folder, "mov", "prores", "-c:v", "prores_ks"),
        Video(folder, "mkv", "ffv1", "-c:v", "ffv1", "-pix_fmt", "bgr0"),
        Video(folder, "webm", "vp9", "-c:v", "libvpx-vp9"),
        Video(folder, "avi", "mjpeg", "-c:v", "mjpeg"),
        Video(folder, "avi", "mpeg4", "-c:v", "mpeg4"),
        Video(folder, "gif", "gif", "-c:v", "gif"),
        Video(folder, "ts", "mpeg2video", "-c:v", "mpeg2video", "-r", "25"),
        Video(folder, "png", "png", "-c:v", "png", "-frames:v", "1"),
        Video(folder, "jpg", "mjpeg", "-c:v", "mjpeg", "-frames:v", "1"),
    ];

    /// <summary>A checkpoint with several types, metadata and an empty tensor.</summary>
    /// <param name="folder">A folder to work in.</param>
    /// <returns>The targets.</returns>
    public static IReadOnlyList<FuzzTarget> Checkpoints(string folder)
    {
        var path = Path.Combine(folder, "sound.safetensors");
        CheckpointWriter.Write(
            path,
            [
                CheckpointTensor.OfFloats(
                    "blocks.0.attn.to_q.weight", [4, 4], Enumerable.Range(0, 16).Select(i => i / 7f).ToArray()),
                CheckpointTensor.OfFloats("blocks.0.attn.to_q.bias", [4], [1, 2, 3, 4]),
                CheckpointTensor.OfIntegers("steps", [2], [7, -1]),
                new CheckpointTensor("half", StoredType.Float16, [3], new byte[6]),
                new CheckpointTensor("empty", StoredType.Float32, [0, 5], Array.Empty<byte>()),
            ],
            new Dictionary<string, string> { ["format"] = "pt" });
        return [new FuzzTarget("safetensors", "safetensors", File.ReadAllBytes(path), OpenCheckpoint)];
    }

    private static FuzzTarget Video(string folder, string extension, string codec, params string[] encoding)
    {
        var path = Path.Combine(folder, $"sound-{codec.Replace(", ", "-", StringComparison.Ordinal)}.{extension}");
        string[] arguments =
            [
                "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc=size=32x32:rate=10:duration=0.6",
                .. encoding, "file:" + path];
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", arguments))!;
        ffmpeg.WaitForExit();
        if (ffmpeg.ExitCode != 0)
            throw new InvalidOperationException(
                $"Making {path}: expected exit code 0 from ffmpeg, got {ffmpeg.ExitCode}.");
        return new FuzzTarget($"{extension} ({codec})", extension, File.ReadAllBytes(path), OpenVideo);
    }

    // Both ways in, half of the files each: through ffprobe first, and straight through FFmpeg.
    private static void OpenVideo(string path, CancellationToken token)
    {
        if (new FileInfo(path).Length % 2 == 0)
            MediaFile.Probe(path, token).Load(Budget, token);
        else
            MediaFiles.Load(path, Budget, token);
    }

    private static void OpenCheckpoint(string path, CancellationToken token)
    {
        using var checkpoint = Checkpoint.Open(path);
        foreach (var entry in checkpoint.Entries.Values)
        {
            if (entry.Type == StoredType.Float32 || entry.Type == StoredType.Float16)
                entry.ToFloats();
            else if (entry.ByteCount > 0)
                _ = entry.Bytes[^1];
        }
    }
}
