using System.Globalization;
using System.Text.Json;
using Plumbline.Alignment.Catalog;
using Plumbline.Alignment.Evaluation;
using Plumbline.Alignment.Training;
using Plumbline.Tensors;
using Plumbline.Vision.Synthetic;

namespace Plumbline.Alignment.Comparison;

/// <summary>
/// What a classifier reads from rendered worlds of the test split: what sets of clips are compared with.
/// </summary>
public static class RenderedFeatures
{
    private const string UnitKind = "rendered features";

    /// <summary>Features of the first worlds.</summary>
    /// <param name="classifier">Reads clips; the caller keeps owning it.</param>
    /// <param name="classifierIdentity">Names its content.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="format">Size of the clips, as the classifier reads them.</param>
    /// <param name="catalog">Keeps what is finished.</param>
    /// <param name="token">Stops between worlds.</param>
    /// <returns>Features, one row for each world, double[N][D].</returns>
    public static IReadOnlyList<double[]> Of(
        WorldClassifier classifier, string classifierIdentity, int count, WorldFormat format, RunCatalog catalog,
        CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(format);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var reader = new WorldReader(classifier);
        var rows = new List<double[]>(count);
        for (var index = 0; index < count; index++)
        {
            token.ThrowIfCancellationRequested();
            var key = UnitOfWork.KeyOf(
                classifierIdentity, string.Create(
                    CultureInfo.InvariantCulture,
                    $"test {index} {format.Width}x{format.Height}x{format.FrameCount} {format.Speed:R}"));
            if (catalog.Find(UnitKind, key) is not { } unit)
            {
                using var scope = new TensorScope();
                var rgb = TrainingWorld.FromSeed(WorldSeeds.Of(WorldSplit.Test, index), format).FilmRgb();
                var reading = reader.Read(
                    ClipTensors.FromBytes([rgb], format.FrameCount, format.Height, format.Width, Device.Cpu))[0];
                catalog.Commit(unit = new(
                    UnitKind, key, JsonSerializer.Serialize(reading.Features, ComparisonJson.Default.DoubleArray)));
            }

            rows.Add(JsonSerializer.Deserialize(unit.PayloadJson, ComparisonJson.Default.DoubleArray)!);
        }

        return rows;
    }
}
