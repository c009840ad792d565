using Microsoft.Data.Sqlite;

namespace Plumbline.Alignment.Catalog;

/// <summary>
/// The finished work of a run, in one SQLite file. Every unit is committed by itself: a process that is killed loses at
/// most the units in hand, and a second run that asks <see cref="Find"/> first continues where the first one stopped.
/// </summary>
/// <remarks>
/// Safe to use from several threads and several processes. Units carry no time and no order of arrival: whoever writes
/// them out walks its own inputs in order, so that a resumed run gives the bytes of an uninterrupted one.
/// </remarks>
/// <example>
/// <code>
/// using var catalog = RunCatalog.Open(Path.Combine(runFolder, "run.sqlite"));
/// var key = UnitOfWork.KeyOf(sha256, judge.Name, judge.Version);
/// if (catalog.Find("clip", key) is not { } unit)
///     catalog.Commit(unit = new UnitOfWork("clip", key, JudgeToJson(clip)));
/// </code>
/// </example>
public sealed class RunCatalog : IDisposable
{
    private const int SchemaVersion = 1;

    private readonly Lock _lock = new();
    private readonly SqliteConnection _connection;

    private RunCatalog(string path, SqliteConnection connection)
    {
        Path = path;
        _connection = connection;
    }

    /// <summary>The file that holds the catalog.</summary>
    public string Path { get; }

    /// <summary>Opens a catalog, and makes an empty one where there is none.</summary>
    /// <param name="path">The SQLite file; its folder is made when missing.</param>
    /// <returns>The catalog; dispose it to close the file.</returns>
    /// <exception cref="IOException">The file cannot be opened, or is not a run catalog of this version.</exception>
    public static RunCatalog Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Pooling = false,
            DefaultTimeout = 30,
        }.ToString());
        try
        {
            connection.Open();
            var catalog = new RunCatalog(path, connection);
            catalog.Prepare();
            return catalog;
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw new IOException(
                $"Run catalog {path}: expected a SQLite file that can be opened, got: "
                + $"{exception.Message} Choose another run folder.", exception);
        }
        catch (IOException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Looks for a finished unit.</summary>
    /// <param name="kind">Kind of the unit.</param>
    /// <param name="key">Key of the unit.</param>
    /// <returns>The unit; absent when it was never finished.</returns>
    /// <exception cref="InvalidDataException">
    /// The stored payload does not match its hash: the file is damaged.
    /// </exception>
    public UnitOfWork? Find(string kind, string key)
    {
        lock (_lock)
        {
            using var command = Command(
                "SELECT key, payload, content_hash FROM unit WHERE kind = $kind AND key = $key", ("$kind", kind),
                ("$key", key));
            using var reader = command.ExecuteReader();
            return reader.Read() ? Read(kind, reader) : null;
        }
    }

    /// <summary>All finished units of a kind.</summary>
    /// <param name="kind">Kind of the units.</param>
    /// <returns>The units in ordinal order of their keys, whatever order they were finished in.</returns>
    /// <exception cref="InvalidDataException">
    /// A stored payload does not match its hash: the file is damaged.
    /// </exception>
    public IReadOnlyList<UnitOfWork> FindAll(string kind)
    {
        lock (_lock)
        {
            using var command = Command(
                "SELECT key, payload, content_hash FROM unit WHERE kind = $kind ORDER BY key", ("$kind", kind));
            using var reader = command.ExecuteReader();
            var units = new List<UnitOfWork>();
            while (reader.Read())
                units.Add(Read(kind, reader));
            return units;
        }
    }

    /// <summary>How many units of a kind are finished.</summary>
    /// <param name="kind">Kind of the units.</param>
    /// <returns>The number of units.</returns>
    public int Count(string kind)
    {
        lock (_lock)
        {
            using var command = Command("SELECT COUNT(*) FROM unit WHERE kind = $kind", ("$kind", kind));
            return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Whether no unit of any kind is finished.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock)
            {
                using var command = Command("SELECT NOT EXISTS (SELECT 1 FROM unit)");
                return command.ExecuteScalar() is 1L;
            }
        }
    }

    /// <summary>
    /// Commits a finished unit; once this returns, it survives the end of the process and of the power.
    /// </summary>
    /// <param name="unit">The finished unit. Committing an equal unit again changes nothing.</param>
    /// <exception cref="InvalidOperationException">
    /// The key is taken by a different result: the key misses something that the result depends on.
    /// </exception>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public void Commit(UnitOfWork unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        lock (_lock)
        {
            try
            {
                using var insert = Command(
                    "INSERT INTO unit (kind, key, content_hash, payload) VALUES ($kind, $key, $hash, $payload) "
                    + "ON CONFLICT DO NOTHING",
                    ("$kind", unit.Kind), ("$key", unit.Key), ("$hash", unit.ContentHash),
                    ("$payload", unit.PayloadJson));
                if (insert.ExecuteNonQuery() == 1)
                    return;
            }
            catch (SqliteException exception)
            {
                throw new IOException(
                    $"Run catalog {Path}: expected to commit {unit.Kind} {unit.Key}, got: {exception.Message}",
                    exception);
            }

            if (Find(unit.Kind, unit.Key)?.ContentHash is { } stored && stored != unit.ContentHash)
                throw new InvalidOperationException(
                    $"Run catalog {Path}: {unit.Kind} {unit.Key} is committed with content {stored}, got "
                    + $"{unit.ContentHash}. The same inputs gave two results; start a new run folder.");
        }
    }

    /// <summary>Forgets every unit.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            using var command = Command("DELETE FROM unit");
            command.ExecuteNonQuery();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private void Prepare()
    {
        using var version = Command("PRAGMA user_version");
        var found = Convert.ToInt32(version.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        if (found is not 0 and not SchemaVersion)
            throw new IOException(
                $"Run catalog {Path}: expected schema version {SchemaVersion}, got {found}. "
                + "Choose another run folder.");
        // FULL: a committed unit also survives a loss of power; one sync per unit is nothing beside judging a clip.
        using var create = Command(
            $"""
            PRAGMA busy_timeout = 30000;
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            CREATE TABLE IF NOT EXISTS unit (
                kind TEXT NOT NULL,
                key TEXT NOT NULL,
                content_hash TEXT NOT NULL,
                payload TEXT NOT NULL,
                PRIMARY KEY (kind, key)
            ) WITHOUT ROWID;
            PRAGMA user_version = {SchemaVersion};
            """);
        create.ExecuteNonQuery();
    }

    private UnitOfWork Read(string kind, SqliteDataReader reader)
    {
        var unit = new UnitOfWork(kind, reader.GetString(0), reader.GetString(1));
        var stored = reader.GetString(2);
        return stored == unit.ContentHash
            ? unit
            : throw new InvalidDataException(
                $"Run catalog {Path}: expected {kind} {unit.Key} to have content {stored}, got {unit.ContentHash}. "
                + "The file is damaged; start a new run folder.");
    }

    private SqliteCommand Command(string text, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Every statement is a constant of this file; values travel as parameters.
        command.CommandText = text;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        return command;
    }
}
