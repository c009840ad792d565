using Plumbline.Alignment;
using Plumbline.Cli.Results;
using Plumbline.Vision;

namespace Plumbline.Cli.Scoring;

/// <summary>Measures a judged clip as another project does.</summary>
/// <param name="path">Path of the clip.</param>
/// <param name="video">The clip.</param>
/// <param name="verdict">What the judge found.</param>
/// <param name="cancellationToken">Stops the work.</param>
/// <returns>Metrics by project, then by name; one without a value says why.</returns>
internal delegate IReadOnlyDictionary<string, IReadOnlyDictionary<string, CompatResult>> CompatMetrics(
    string path, Video video, Verdict verdict, CancellationToken cancellationToken);
