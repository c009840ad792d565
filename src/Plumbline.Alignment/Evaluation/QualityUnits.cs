using System.Text.Json;
using Plumbline.Alignment.Catalog;

namespace Plumbline.Alignment.Evaluation;

/// <summary>Results of an evaluation, one per clip, each kept as soon as it is there.</summary>
/// <param name="catalog">Keeps finished units and knows those of earlier sittings.</param>
/// <param name="progress">Told after every unit.</param>
/// <param name="token">Stops between units.</param>
internal sealed class QualityUnits(RunCatalog catalog, IProgress<QualityProgress>? progress, CancellationToken token)
{
    /// <summary>One result per number, from the catalog or made now.</summary>
    /// <typeparam name="T">What one result is.</typeparam>
    /// <param name="stage">Kind of the units.</param>
    /// <param name="count">How many.</param>
    /// <param name="key">Names everything that a result depends on.</param>
    /// <param name="make">Makes one result.</param>
    public IReadOnlyList<T> Of<T>(string stage, int count, Func<int, string> key, Func<int, T> make)
    {
        var results = new List<T>(count);
        for (var i = 0; i < count; i++)
        {
            token.ThrowIfCancellationRequested();
            var name = UnitOfWork.KeyOf(stage, key(i));
            var unit = catalog.Find(stage, name);
            if (unit is null)
                catalog.Commit(unit = new(stage, name, JsonSerializer.Serialize(make(i))));
            results.Add(JsonSerializer.Deserialize<T>(unit.PayloadJson)
                ?? throw new InvalidDataException(
                    $"Evaluation: expected a result in {stage} {name}, got null. Start a new folder."));
            progress?.Report(new(stage, i + 1, count));
        }

        return results;
    }
}
