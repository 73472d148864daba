using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace NetMl.Flows;

/// <summary>The ids of one upload's batches: the same upload again gives the same ids, another upload gives others. 32 hexadecimal digits of SHA-256.</summary>
/// <remarks>
/// With a key: SHA-256(data set, key, index). Without: SHA-256(data set, id of the batch before, columns), so equal chunks of different
/// files differ as soon as anything before them does. Each part is preceded by its length. Not thread-safe.
/// </remarks>
public sealed class BatchIds
{
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

    /// <param name="columns">The batch's columns as a frame holds them.</param>
    internal string Next(ReadOnlySpan<byte> columns)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Encoding.UTF8.GetBytes(Dataset));
        if (_key is null)
        {
            Append(hash, "content"u8);
            Append(hash, Encoding.UTF8.GetBytes(_previous));
            Append(hash, columns);
        }
        else
        {
            Append(hash, "key"u8);
            Append(hash, Encoding.UTF8.GetBytes(_key));
            Append(hash, Encoding.UTF8.GetBytes(_index.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
        _index++;
        return _previous = Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}
