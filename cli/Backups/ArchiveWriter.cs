using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using NetMl.Cli.Files;
using NetMl.Contracts;
using NetMl.Contracts.Backups;

namespace NetMl.Cli.Backups;

/// <summary>Writes an archive: records, compressed with gzip, their checksum at the end. The file appears under its name when it is whole.</summary>
internal sealed class ArchiveWriter : IAsyncDisposable
{
    private readonly string _file;
    private readonly FileStream _partial;
    private readonly GZipStream _compressed;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _records;

    public ArchiveWriter(string file)
    {
        _file = file;
        _partial = new FileStream(NewFile.PartOf(file), FileMode.CreateNew);
        _compressed = new GZipStream(_partial, CompressionLevel.Fastest, leaveOpen: true);
    }

    /// <summary>Size so far.</summary>
    public long Bytes => _partial.Position;

    public async Task AddAsync(BackupRecord record, CancellationToken cancellationToken)
    {
        var bytes = record.Encode();
        _hash.AppendData(bytes);
        _records++;
        await _compressed.WriteAsync(bytes, cancellationToken);
    }

    /// <summary>Ends the archive and gives the file its name.</summary>
    public async Task<long> FinishAsync(CancellationToken cancellationToken)
    {
        var checksum = new BackupChecksum(_records, Convert.ToHexStringLower(_hash.GetHashAndReset()));
        await new BackupRecord(BackupRecordKind.Checksum, JsonSerializer.SerializeToUtf8Bytes(checksum, WireJson.Default.BackupChecksum)).WriteAsync(_compressed, cancellationToken);
        await _compressed.DisposeAsync();
        Synchronise();
        var bytes = _partial.Length;
        await _partial.DisposeAsync();
        File.Move(_partial.Name, _file, overwrite: true);
        return bytes;
    }

    /// <summary>An archive that is there stays there when the power fails.</summary>
    private void Synchronise() => _partial.Flush(flushToDisk: true);

    public async ValueTask DisposeAsync()
    {
        if (_partial.CanWrite)
            await _compressed.DisposeAsync();
        await _partial.DisposeAsync();
        _hash.Dispose();
        File.Delete(_partial.Name);
    }
}
