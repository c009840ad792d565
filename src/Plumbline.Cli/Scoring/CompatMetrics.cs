using Plumbline.Alignment;
using Plumbline.Cli.Results;
using Plumbline.Vision;
using Plumbline.Vision.Media;

namespace Plumbline.Cli.Scoring;

/// <summary>Measures a judged clip as another project does.</summary>
/// <param name="file">Where the clip came from.</param>
/// <param name="video">The clip.</param>
/// <param name="verdict">What the judge found.</param>
/// <param name="cancellationToken">Stops the work.</param>
/// <returns>Metrics by project, then by name; one without a value is absent.</returns>
internal delegate IReadOnlyDictionary<string, IReadOnlyDictionary<string, PartResult>> CompatMetrics(
    MediaFile file, Video video, Verdict verdict, CancellationToken cancellationToken);
