using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NetMl.Flows;

/// <summary>The ids of one upload's batches: the same upload again gives the same ids, another upload gives others. Hexadecimal digits of SHA-256.</summary>
/// <remarks>
/// With a key: 32 digits of SHA-256(data set, key, index). Without: 16 digits that name the batch's place, SHA-256(data set, id of the batch
/// before, first flow), a hyphen, and 32 digits of SHA-256(data set, id of the batch before, columns). So equal chunks of different files differ
/// as soon as anything before them does, and the last batch of a file has the place of the longer batch that it becomes when the file has
/// grown. Each part is preceded by its length. Not thread-safe.
/// </remarks>
public sealed class BatchIds
{
    private const int PlaceBytes = 8;
    private const int IdBytes = 16;
    private readonly string? _key;
    private string _previous = "";
    private long _index;

    /// <param name="dataset">Name of the data set.</param>
    /// <param name="key">The caller's name for the upload; null = identify it by its content.</param>
    public BatchIds(string dataset, string? key)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        (Dataset, _key) = (dataset, key);
    }

    public string Dataset { get; }

    /// <summary>The place in an id that was made without a key; null = it has none.</summary>
    public static string? PlaceOf(string batchId)
    {
        ArgumentNullException.ThrowIfNull(batchId);
        return batchId.Length == 2 * PlaceBytes + 1 + 2 * IdBytes && batchId[2 * PlaceBytes] == '-' ? batchId[..(2 * PlaceBytes)] : null;
    }

    /// <param name="columns">The batch's columns as a frame holds them.</param>
    internal string Next(FlowBatch batch, ReadOnlySpan<byte> columns)
    {
        var previous = Encoding.UTF8.GetBytes(_previous);
        var index = Encoding.UTF8.GetBytes(_index++.ToString(CultureInfo.InvariantCulture));
        return _previous = _key is null
            ? $"{Hash(PlaceBytes, "place"u8, previous, FirstFlow(batch))}-{Hash(IdBytes, "content"u8, previous, columns)}"
            : Hash(IdBytes, "key"u8, Encoding.UTF8.GetBytes(_key), index);
    }

    /// <summary>What tells the first flow from others: start, ends, protocol and uid.</summary>
    private static byte[] FirstFlow(FlowBatch batch)
    {
        if (batch.Count == 0)
            return [];
        HostAddress source = batch.AddressKeys[batch.Source[0]], destination = batch.AddressKeys[batch.Destination[0]];
        return Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"{batch.StartNanoseconds[0]} {source} {batch.SourcePort[0]} {destination} {batch.DestinationPort[0]} {batch.Protocol[0]} {batch.Uid(0)}"));
    }

    private string Hash(int bytes, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Encoding.UTF8.GetBytes(Dataset));
        Append(hash, kind);
        Append(hash, first);
        Append(hash, second);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, bytes));
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}
