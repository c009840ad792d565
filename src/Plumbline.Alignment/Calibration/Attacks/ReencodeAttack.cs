using Plumbline.Vision;
using Plumbline.Vision.Media;

namespace Plumbline.Alignment.Calibration;

/// <summary>Saves the clip as H.264 with visible losses and reads it back.</summary>
internal static class ReencodeAttack
{
    private const int ConstantRateFactor = 28;

    /// <summary>Written by libx264 at crf 28, as a site that shares videos would.</summary>
    public static IAttack Instance { get; } = new Attack(
        "reencoded-crf28", "Saved as H.264 at crf 28 and read back.", AttackPromise.KeepsScore, Reencode);

    private static Video Reencode(Video clip, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("plumb-reencode");
        try
        {
            var path = Path.Combine(folder.FullName, "clip.mp4");
            var settings = EncoderSettings.H264 with { ConstantRateFactor = ConstantRateFactor };
            VideoWriter.Save(clip, path, settings, cancellationToken);
            return MediaFiles.Load(path, token: cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
