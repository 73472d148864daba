using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace NetMl.Federation.SecureAggregation;

/// <summary>Ring elements from a 256-bit key: AES-256 in counter mode (NIST SP 800-38A), the counter from zero, four bytes little-endian per element.</summary>
/// <remarks>
/// A key makes one stream only, so a fixed first counter is safe. The blocks of counters are made in cache and encrypted many at a time by the platform's AES.
/// Not safe for two threads at once; buffers are reused, so masking allocates nothing per key but the cipher itself.
/// </remarks>
internal sealed class MaskStream : IDisposable
{
    private const int BlockBytes = 16;
    private const int BlockElements = BlockBytes / sizeof(uint);
    private const int LargestPart = 1 << 15;

    // Counters and their ciphertext stay in the nearer caches.
    private const int BufferBytes = 32 << 10;

    private readonly byte[] _counters = new byte[BufferBytes];
    private readonly byte[] _stream = new byte[BufferBytes];

    /// <summary>values += mask, modulo 2^32; the caller cuts to the ring (2^RingBits divides 2^32).</summary>
    public void Add(ReadOnlySpan<byte> key, Span<uint> values) => Apply(key, 0, values, subtract: false);

    /// <summary>values −= mask, modulo 2^32.</summary>
    public void Subtract(ReadOnlySpan<byte> key, Span<uint> values) => Apply(key, 0, values, subtract: true);

    /// <summary>Cuts to the ring.</summary>
    public static void Reduce(Span<uint> values, uint ringMask) => TensorPrimitives.BitwiseAnd<uint>(values, ringMask, values);

    /// <summary>Σ ± masks modulo 2^32, on all processors: each takes a part of the vector, which stays in its cache, and all masks.</summary>
    /// <returns>[length].</returns>
    public static uint[] Sum(IReadOnlyList<MaskLeft> masks, int length)
    {
        var (sum, parts) = (new uint[length], (length + LargestPart - 1) / LargestPart);
        // Even numbers of parts of one size, in whole blocks.
        parts += parts & 1;
        var part = ((length + parts - 1) / parts + BlockElements - 1) / BlockElements * BlockElements;
        Parallel.For(0, parts, () => new MaskStream(), (index, _, stream) =>
        {
            var start = Math.Min(length, index * part);
            foreach (var mask in masks) stream.Apply(mask.Key, start, sum.AsSpan(start, Math.Min(part, length - start)), subtract: !mask.IsAdded);
            return stream;
        }, stream => stream.Dispose());
        return sum;
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_stream);

    /// <param name="first">Place of the values in the stream, a whole number of blocks.</param>
    private void Apply(ReadOnlySpan<byte> key, int first, Span<uint> values, bool subtract)
    {
        using var aes = Cipher(key);
        using var encryptor = aes.CreateEncryptor();
        for (var done = 0; done < values.Length;)
        {
            var part = values.Slice(done, Math.Min(BufferBytes / sizeof(uint), values.Length - done));
            Fill(encryptor, (UInt128)((first + done) / BlockElements), (part.Length * sizeof(uint) + BlockBytes - 1) / BlockBytes);
            var mask = MemoryMarshal.Cast<byte, uint>(_stream.AsSpan())[..part.Length];
            if (!BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(mask, mask);
            if (subtract) TensorPrimitives.Subtract(part, mask, part);
            else TensorPrimitives.Add(part, mask, part);
            done += part.Length;
        }
    }

    /// <summary>The bytes of the stream itself, from any counter; for the known answers.</summary>
    internal void KeyStream(ReadOnlySpan<byte> key, UInt128 firstCounter, Span<byte> bytes)
    {
        using var aes = Cipher(key);
        using var encryptor = aes.CreateEncryptor();
        for (var done = 0; done < bytes.Length; done += BufferBytes)
        {
            var part = bytes.Slice(done, Math.Min(BufferBytes, bytes.Length - done));
            Fill(encryptor, firstCounter + (UInt128)(done / BlockBytes), (part.Length + BlockBytes - 1) / BlockBytes);
            _stream.AsSpan(0, part.Length).CopyTo(part);
        }
    }

    private static Aes Cipher(ReadOnlySpan<byte> key)
    {
        var aes = Aes.Create();
        aes.SetKey(key);
        // Counter mode is the bare block cipher over counters; ECB is .NET's name for that.
        aes.Mode = CipherMode.ECB;
        aes.Padding = PaddingMode.None;
        return aes;
    }

    private void Fill(ICryptoTransform encryptor, UInt128 counter, int blocks)
    {
        WriteCounters(counter, MemoryMarshal.Cast<byte, Vector128<byte>>(_counters.AsSpan())[..blocks]);
        encryptor.TransformBlock(_counters, 0, blocks * BlockBytes, _stream, 0);
    }

    /// <summary>Successive 128-bit big-endian counters.</summary>
    /// <remarks>Optimised at once: a site masks a few times per round and would else run most of it in code that is not.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteCounters(UInt128 counter, Span<Vector128<byte>> blocks)
    {
        var reverse = Vector128.Create((byte)15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
        var one = Vector128.Create(1UL, 0UL);
        var words = Vector128.Create((ulong)counter, (ulong)(counter >> 64));
        var last = counter + (UInt128)Math.Max(0, blocks.Length - 1);
        if (BitConverter.IsLittleEndian && (ulong)(last >> 64) == (ulong)(counter >> 64))
        {
            for (var i = 0; i < blocks.Length; i++, words += one) blocks[i] = Vector128.Shuffle(words.AsByte(), reverse);
            return;
        }
        var bytes = MemoryMarshal.AsBytes(blocks);
        for (var i = 0; i < blocks.Length; i++) BinaryPrimitives.WriteUInt128BigEndian(bytes[(i * BlockBytes)..], counter + (UInt128)i);
    }
}

/// <summary>A mask on a sum of vectors.</summary>
/// <param name="Key">[32], secret.</param>
/// <param name="IsAdded">Whether adding it takes it off.</param>
internal readonly record struct MaskLeft(byte[] Key, bool IsAdded);
