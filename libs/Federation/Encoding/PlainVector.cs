using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace NetMl.Federation.Encoding;

/// <summary>A site's vector without masks: the values as float32, float16 or int8, then metrics, clip indicator and weight as float32; little-endian.</summary>
/// <remarks>
/// Relative error of a value: float32 2^−24, float16 2^−11 (absolute below 6e-5: 2^−25). int8: blocks of 256 values, each after its float32 scale s = max|v| / 127,
/// rounded stochastically, so right on average and wrong by at most s.
/// </remarks>
public static class PlainVector
{
    public const string Float32 = "float32";
    public const string Float16 = "float16";
    public const string Int8 = "int8";

    private const int Block = 256;

    public static IReadOnlyList<string> Names { get; } = [Float32, Float16, Int8];

    /// <summary>Length of the encoded vector.</summary>
    /// <exception cref="ArgumentException">No such compression.</exception>
    public static int Bytes(ContributionLayout layout, string compression)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return ValueBytes(layout.Values, compression) + 4 * (layout.Length - layout.Values);
    }

    /// <param name="vector">[layout.Length].</param>
    /// <exception cref="ArgumentException">A wrong length, or a number that is not finite or (float16) above 65504.</exception>
    public static byte[] Encode(ContributionLayout layout, ReadOnlySpan<double> vector, string compression)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (vector.Length != layout.Length)
            throw new ArgumentException($"The vector has {vector.Length} numbers; the layout has {layout.Length}.", nameof(vector));
        var largest = compression == Float16 ? (double)Half.MaxValue : float.MaxValue;
        for (var i = 0; i < vector.Length; i++)
            if (!(Math.Abs(vector[i]) <= largest))
                throw new ArgumentException($"Number {i} is {vector[i]}; {compression} holds ±{largest:G5}.", nameof(vector));

        var bytes = new byte[Bytes(layout, compression)];
        var values = vector[..layout.Values];
        if (compression == Int8)
            EncodeInt8(values, bytes);
        else if (compression == Float16)
            for (var i = 0; i < values.Length; i++)
                BinaryPrimitives.WriteHalfLittleEndian(bytes.AsSpan(2 * i), (Half)values[i]);
        else
            WriteSingles(values, bytes);
        WriteSingles(vector[layout.Values..], bytes.AsSpan(ValueBytes(layout.Values, compression)));
        return bytes;
    }

    /// <param name="vector">[layout.Length].</param>
    /// <exception cref="InvalidDataException">A wrong length, or a number that is not finite.</exception>
    public static void Decode(ContributionLayout layout, ReadOnlySpan<byte> bytes, string compression, Span<double> vector)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (bytes.Length != Bytes(layout, compression) || vector.Length != layout.Length)
            throw new InvalidDataException($"A vector of {layout.Length} numbers as {compression} has {Bytes(layout, compression)} bytes, not {bytes.Length}.");
        var values = vector[..layout.Values];
        if (compression == Int8)
            DecodeInt8(bytes, values);
        else if (compression == Float16)
            for (var i = 0; i < values.Length; i++)
                values[i] = (double)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]);
        else
            ReadSingles(bytes, values);
        ReadSingles(bytes[ValueBytes(layout.Values, compression)..], vector[layout.Values..]);

        for (var i = 0; i < vector.Length; i++)
            if (!double.IsFinite(vector[i]))
                throw new InvalidDataException($"Number {i} of the vector is {vector[i]}, not a finite number.");
    }

    private static int ValueBytes(int values, string compression) => compression switch
    {
        Float32 => checked(4 * values),
        Float16 => checked(2 * values),
        Int8 => values + 4 * ((values + Block - 1) / Block),
        _ => throw new ArgumentException($"'{compression}' is no compression; there are {string.Join(", ", Names)}.", nameof(compression)),
    };

    private static void EncodeInt8(ReadOnlySpan<double> values, Span<byte> bytes)
    {
        Span<uint> random = stackalloc uint[Block];
        var at = 0;
        for (var from = 0; from < values.Length; from += Block)
        {
            var block = values.Slice(from, Math.Min(Block, values.Length - from));
            var largest = 0.0;
            foreach (var value in block)
                largest = Math.Max(largest, Math.Abs(value));
            var scale = MathF.BitIncrement((float)(largest / 127)); // rounded up, so that the largest value stays within ±127
            BinaryPrimitives.WriteSingleLittleEndian(bytes[at..], scale);
            at += 4;
            RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(random));
            for (var i = 0; i < block.Length; i++)
                bytes[at++] = (byte)(sbyte)VectorEncoding.Level(block[i] / scale, random[i]);
        }
    }

    private static void DecodeInt8(ReadOnlySpan<byte> bytes, Span<double> values)
    {
        var (at, scale) = (0, 0f);
        for (var i = 0; i < values.Length; i++)
        {
            if (i % Block == 0)
            {
                scale = BinaryPrimitives.ReadSingleLittleEndian(bytes[at..]);
                at += 4;
            }
            values[i] = (sbyte)bytes[at++] * (double)scale;
        }
    }

    private static void WriteSingles(ReadOnlySpan<double> values, Span<byte> bytes)
    {
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes[(4 * i)..], (float)values[i]);
    }

    private static void ReadSingles(ReadOnlySpan<byte> bytes, Span<double> values)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]);
    }
}
