using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NetMl.Contracts;
using NetMl.Contracts.Backups;

namespace NetMl.Cli.Backups;

/// <summary>An archive on disk, read record by record and never trusted: what is wrong with it becomes a sentence.</summary>
internal sealed class Archive(string file)
{
    private const int BufferBytes = 1 << 17;
    private static readonly byte[] GzipStart = [0x1f, 0x8b];

    /// <summary>Compressed.</summary>
    public long Bytes { get; } = new FileInfo(file) is { Exists: true } found ? found.Length
        : throw new CommandFailure($"There is no file '{file}': name the archive that 'netml backup --out' has written.");

    /// <summary>The records in their order without the checksum, which is verified at the end.</summary>
    /// <param name="read">Called with the compressed bytes read so far.</param>
    /// <exception cref="CommandFailure">The file is broken.</exception>
    public async IAsyncEnumerable<BackupRecord> ReadAsync(Action<long> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var raw = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.Asynchronous | FileOptions.SequentialScan);
        if (raw.ReadByte() != GzipStart[0] || raw.ReadByte() != GzipStart[1])
            throw Broken("it is no file of 'netml backup', which is compressed with gzip");
        raw.Position = 0;
        await using var records = new BufferedStream(new GZipStream(raw, CompressionMode.Decompress), BufferBytes);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var count = 0L; ; count++)
        {
            var record = await NextAsync(records, cancellationToken) ?? throw Broken("it ends before its checksum: it was cut off");
            if (record.Kind == BackupRecordKind.Checksum)
            {
                var checksum = Json(record, WireJson.Default.BackupChecksum);
                if (checksum != new BackupChecksum(count, Convert.ToHexStringLower(hash.GetHashAndReset())) || await NextAsync(records, cancellationToken) is not null)
                    throw Broken("its checksum does not match its content");
                yield break;
            }
            hash.AppendData(record.Encode());
            read(raw.Position);
            yield return record;
        }
    }

    public T Json<T>(BackupRecord record, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(record.Payload.Span, type) ?? throw Broken($"a record '{(char)record.Kind}' is null");
        }
        catch (JsonException exception)
        {
            throw Broken($"a record '{(char)record.Kind}' cannot be read ({exception.Message.TrimEnd('.')})");
        }
    }

    public CommandFailure Broken(string why) => new($"'{file}' is no whole backup: {why}. Nothing was restored from it; take another copy.");

    private async Task<BackupRecord?> NextAsync(Stream records, CancellationToken cancellationToken)
    {
        try
        {
            return await BackupRecord.ReadAsync(records, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw Broken(exception.Message.TrimEnd('.'));
        }
    }
}
