using Microsoft.Data.Sqlite;
using Plumbline.Alignment.Catalog;

namespace Plumbline.Tests.Catalog;

public sealed class RunCatalogTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plumbline-catalog-");

    private string CatalogPath => Path.Combine(_folder.FullName, "deeper", "run.sqlite");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_committed_unit_is_found_after_the_catalog_was_closed()
    {
        using (var catalog = RunCatalog.Open(CatalogPath))
            catalog.Commit(new("clip", "a", """{"score": 81.5, "path": "ünïcödé 🎥"}"""));

        using var reopened = RunCatalog.Open(CatalogPath);

        Assert.Equal("""{"score": 81.5, "path": "ünïcödé 🎥"}""", reopened.Find("clip", "a")!.PayloadJson);
    }

    [Fact]
    public void A_unit_that_was_never_finished_is_absent()
    {
        using var catalog = RunCatalog.Open(CatalogPath);

        Assert.Null(catalog.Find("clip", "a"));
    }

    [Fact]
    public void Keys_are_unique_within_a_kind_only()
    {
        using var catalog = RunCatalog.Open(CatalogPath);
        catalog.Commit(new("clip", "a", "1"));
        catalog.Commit(new("pair", "a", "2"));

        Assert.Equal("1", catalog.Find("clip", "a")!.PayloadJson);
        Assert.Equal("2", catalog.Find("pair", "a")!.PayloadJson);
    }

    [Fact]
    public void Units_come_back_in_the_order_of_their_keys_whatever_order_they_were_finished_in()
    {
        using var catalog = RunCatalog.Open(CatalogPath);
        foreach (var key in (string[])["c", "a", "b"])
            catalog.Commit(new("clip", key, "{}"));

        Assert.Equal(["a", "b", "c"], catalog.FindAll("clip").Select(unit => unit.Key));
    }

    [Fact]
    public void Committing_the_same_result_again_changes_nothing()
    {
        using var catalog = RunCatalog.Open(CatalogPath);
        catalog.Commit(new("clip", "a", "1"));

        catalog.Commit(new("clip", "a", "1"));

        Assert.Equal(1, catalog.Count("clip"));
    }

    [Fact]
    public void A_second_result_for_one_key_is_refused()
    {
        using var catalog = RunCatalog.Open(CatalogPath);
        catalog.Commit(new("clip", "a", "1"));

        var exception = Assert.Throws<InvalidOperationException>(() => catalog.Commit(new("clip", "a", "2")));

        Assert.Contains("start a new run folder", exception.Message, StringComparison.Ordinal);
        Assert.Equal("1", catalog.Find("clip", "a")!.PayloadJson);
    }

    [Fact]
    public void Many_threads_and_two_connections_lose_nothing()
    {
        using var first = RunCatalog.Open(CatalogPath);
        using var second = RunCatalog.Open(CatalogPath);

        Parallel.For(0, 40, i => (i % 2 == 0 ? first : second).Commit(new("step", $"{i:000}", $"{i}")));

        Assert.Equal(40, first.Count("step"));
        Assert.Equal(
            Enumerable.Range(0, 40).Select(i => $"{i}"), second.FindAll("step").Select(unit => unit.PayloadJson));
    }

    [Fact]
    public void A_damaged_payload_is_noticed()
    {
        using var catalog = RunCatalog.Open(CatalogPath);
        catalog.Commit(new("clip", "a", "81.5"));
        using (var vandal = new SqliteConnection($"Data Source={CatalogPath};Pooling=False"))
        {
            vandal.Open();
            using var command = vandal.CreateCommand();
            command.CommandText = "UPDATE unit SET payload = '99.5'";
            command.ExecuteNonQuery();
        }

        Assert.Throws<InvalidDataException>(() => catalog.Find("clip", "a"));
    }

    [Fact]
    public void A_file_that_is_no_catalog_is_refused_with_its_path()
    {
        var path = Path.Combine(_folder.FullName, "notes.sqlite");
        File.WriteAllText(path, string.Concat(Enumerable.Repeat("these are my notes, and no database at all. ", 200)));

        var exception = Assert.Throws<IOException>(() => RunCatalog.Open(path));

        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_catalog_of_a_later_version_is_refused()
    {
        using (RunCatalog.Open(CatalogPath))
        {
        }

        using (var later = new SqliteConnection($"Data Source={CatalogPath};Pooling=False"))
        {
            later.Open();
            using var command = later.CreateCommand();
            command.CommandText = "PRAGMA user_version = 2";
            command.ExecuteNonQuery();
        }

        var exception = Assert.Throws<IOException>(() => RunCatalog.Open(CatalogPath));

        Assert.Contains("schema version 1, got 2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_tells_its_parts_apart()
    {
        Assert.NotEqual(UnitOfWork.KeyOf("ab", "c"), UnitOfWork.KeyOf("a", "bc"));
        Assert.Equal(UnitOfWork.KeyOf("ab", "c"), UnitOfWork.KeyOf("ab", "c"));
    }
}
