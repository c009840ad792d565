using Plumbline.Alignment;
using Plumbline.Tests.Export;
using Plumbline.Vision;

namespace Plumbline.Tests.Cli;

/// <summary>One verdict of every kind that a judge can give.</summary>
internal static class SampleVerdicts
{
    public static Scored Scored(double score = 87.25) => new(score, new(score - 3, score + 2))
    {
        Parts = [
            new("sampsonError", 0.5, "px", Direction.LowerIsBetter),
            new("testableShare", 81, "%", Direction.Descriptive)],
        Shots =
        [
            new(0, 15)
            {
                Score = score,
                Model = CameraModel.TranslationAndZoom,
                Reconstruction = TinyScene.Reconstruction(),
                Frames =
                [
                    new(4, 0.5) { Score = score, Parts = [new("psnr", 31.5, "dB", Direction.HigherIsBetter)] },
                    new(7, 0.875),
                ],
                Findings = [new(
                    4, 7, "lower left", 3.1, 0.2, "Frames 4–7, lower left: texture moves 3.1 px against the scene.")],
            },
        ],
    };

    public static Unscorable Unscorable() => new("Nothing moves in the picture, so nothing can be tested.")
    {
        Shots = [new(0, 15) { Reason = "Nothing moves in the picture, so nothing can be tested." }],
    };
}
