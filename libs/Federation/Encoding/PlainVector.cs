using System.Buffers.Binary;
using System.Numerics;
using System.Numerics.Tensors;
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
    /// <exception cref="InvalidDataException">A wrong length, or a number that is not finite; nothing has been written.</exception>
    public static void Decode(ContributionLayout layout, ReadOnlySpan<byte> bytes, string compression, Span<double> vector)
    {
        var values = Check(layout, bytes, compression, vector.Length);
        Read(bytes, compression, vector[..layout.Values], isAdded: false);
        Read(bytes[values..], Float32, vector[layout.Values..], isAdded: false);
    }

    /// <summary>sum += vector: numbers exactly as <see cref="Decode"/> gives them, each added in float64, calls in their order; no allocation.</summary>
    /// <param name="sum">[layout.Length].</param>
    /// <exception cref="InvalidDataException">A wrong length, or a number that is not finite; nothing has been added.</exception>
    public static void AddTo(ContributionLayout layout, ReadOnlySpan<byte> bytes, string compression, Span<double> sum)
    {
        var values = Check(layout, bytes, compression, sum.Length);
        Read(bytes, compression, sum[..layout.Values], isAdded: true);
        Read(bytes[values..], Float32, sum[layout.Values..], isAdded: true);
    }

    /// <summary>Lengths, and that every number is finite.</summary>
    /// <returns>Bytes of the values.</returns>
    private static int Check(ContributionLayout layout, ReadOnlySpan<byte> bytes, string compression, int length)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (bytes.Length != Bytes(layout, compression) || length != layout.Length)
            throw new InvalidDataException($"A vector of {layout.Length} numbers as {compression} has {Bytes(layout, compression)} bytes, not {bytes.Length}.");
        var values = ValueBytes(layout.Values, compression);
        var bad = compression switch
        {
            Int8 => NotFiniteScale(bytes[..values]),
            Float16 => NotFinite(MemoryMarshal.Cast<byte, Half>(bytes[..values])),
            _ => NotFinite(MemoryMarshal.Cast<byte, float>(bytes[..values])),
        };
        if (bad < 0 && (bad = NotFinite(MemoryMarshal.Cast<byte, float>(bytes[values..]))) >= 0)
            bad += layout.Values;
        return bad < 0 ? values : throw new InvalidDataException($"Number {bad} of the vector is not a finite number.");
    }

    private static int NotFinite<T>(ReadOnlySpan<T> numbers)
        where T : IFloatingPointIeee754<T>
    {
        if (numbers.IsEmpty || TensorPrimitives.IsFiniteAll(numbers))
            return -1;
        var bad = 0;
        while (T.IsFinite(numbers[bad]))
            bad++;
        return bad;
    }

    private static int NotFiniteScale(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length; at += 4 + Block)
            if (!float.IsFinite(BinaryPrimitives.ReadSingleLittleEndian(bytes[at..])))
                return at / (4 + Block) * Block;
        return -1;
    }

    /// <summary>In blocks that stay in the nearest cache.</summary>
    private static void Read(ReadOnlySpan<byte> bytes, string compression, Span<double> numbers, bool isAdded)
    {
        Span<double> block = stackalloc double[Block];
        for (; numbers.Length > 0; numbers = numbers[block.Length..])
        {
            block = block[..Math.Min(Block, numbers.Length)];
            bytes = bytes[ReadBlock(bytes, compression, isAdded ? block : numbers[..block.Length])..];
            if (isAdded)
                TensorPrimitives.Add(numbers[..block.Length], block, numbers[..block.Length]);
        }
    }

    /// <returns>Bytes read.</returns>
    private static int ReadBlock(ReadOnlySpan<byte> bytes, string compression, Span<double> block)
    {
        if (compression == Float32)
        {
            TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, float>(bytes)[..block.Length], block);
            return 4 * block.Length;
        }
        Span<float> singles = stackalloc float[Block];
        singles = singles[..block.Length];
        if (compression == Float16)
        {
            TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, Half>(bytes)[..block.Length], singles);
            TensorPrimitives.ConvertTruncating<float, double>(singles, block);
            return 2 * block.Length;
        }
        // One width at a time: only such conversions run on vectors.
        Span<short> shorts = stackalloc short[Block];
        Span<int> levels = stackalloc int[Block];
        TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, sbyte>(bytes.Slice(4, block.Length)), shorts);
        TensorPrimitives.ConvertTruncating<short, int>(shorts[..block.Length], levels);
        TensorPrimitives.ConvertTruncating<int, float>(levels[..block.Length], singles);
        TensorPrimitives.ConvertTruncating<float, double>(singles, block);
        TensorPrimitives.Multiply(block, BinaryPrimitives.ReadSingleLittleEndian(bytes), block);
        return 4 + block.Length;
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

    private static void WriteSingles(ReadOnlySpan<double> values, Span<byte> bytes) =>
        TensorPrimitives.ConvertTruncating(values, MemoryMarshal.Cast<byte, float>(bytes)[..values.Length]);
}
