using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;

namespace Plumbline.Tensors.Checkpoints;

/// <summary>One safetensors file, mapped into memory; only the header is read when it is opened.</summary>
internal sealed class SafetensorsFile : IDisposable
{
    private const int PrefixByteCount = sizeof(ulong);

    private readonly MemoryMappedFile _mapping;
    private readonly MemoryMappedViewAccessor _view;
    private readonly unsafe byte* _start;
    private readonly long _byteCount;
    private readonly long _dataStart;
    private bool _disposed;

    private unsafe SafetensorsFile(string path, FileStream stream)
    {
        Path = path;
        _byteCount = stream.Length;
        _mapping = MemoryMappedFile.CreateFromFile(
            stream, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None,
            leaveOpen: false);
        _view = _mapping.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        try
        {
            var headerByteCount = HeaderByteCount();
            _dataStart = PrefixByteCount + headerByteCount;
            var header = new ReadOnlySpan<byte>(_start + PrefixByteCount, headerByteCount);
            (var entries, Metadata) = SafetensorsHeader.Parse(path, header, _byteCount - _dataStart);
            Entries = [.. entries.Select(entry => new CheckpointEntry(this, entry))];
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Path { get; }

    public IReadOnlyList<CheckpointEntry> Entries { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    public static SafetensorsFile Open(string path)
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException(
                "Safetensors: expected a little-endian machine, got a big-endian one.");
        try
        {
            if (Directory.Exists(path))
                throw new CheckpointException(path, "expected a safetensors file, got a folder. Name a file in it.");

            // Asked before opening: a pipe or a device has length 0, and opening a pipe would wait for its writer.
            var byteCount = new FileInfo(path).Length;
            if (byteCount < PrefixByteCount)
                throw new CheckpointException(
                    path, $"expected a safetensors file of at least {PrefixByteCount} bytes, got {byteCount}. " +
                    "Download or write it again.");
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            try
            {
                return new(path, stream);
            }
            catch
            {
                stream.Dispose();
                throw;
            }
        }
        catch (Exception e) when (
            e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CheckpointException(
                path, $"expected a readable file, got: {e.Message} Check the path and its permissions.", e);
        }
    }

    /// <summary>Bytes of the data section; the caller has checked the range against an entry.</summary>
    public unsafe ReadOnlySpan<byte> Slice(long offset, int byteCount)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new(_start + _dataStart + offset, byteCount);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _mapping.Dispose();
    }

    private unsafe int HeaderByteCount()
    {
        var claimed = BinaryPrimitives.ReadUInt64LittleEndian(new ReadOnlySpan<byte>(_start, PrefixByteCount));
        var available = (ulong)(_byteCount - PrefixByteCount);
        if (claimed > available)
            throw new CheckpointException(
                Path,
                    $"safetensors header: expected at most the {available} bytes that follow, got a "
                    + $"length of {claimed}. " +
                "The file is truncated or not safetensors; download or write it again.");
        if (claimed > SafetensorsHeader.MaximumByteCount)
            throw new CheckpointException(
                Path,
                    $"safetensors header: expected at most {SafetensorsHeader.MaximumByteCount} bytes, got {claimed}. "
                    + "" +
                "Split the checkpoint into shards.");
        return (int)claimed;
    }
}
