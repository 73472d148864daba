using System.Buffers.Binary;
using NetMl.Federation.Encoding;

namespace NetMl.Federation.Tests.Encoding;

public sealed class PlainVectorTests
{
    private static readonly ContributionLayout Layout = new(1000, 2, true);

    [Theory]
    [InlineData("float32", 6e-8, 0)]
    [InlineData("float16", 4.9e-4, 3e-8)]
    [InlineData("int8", 0, 0.002 / 127 * 1.001)]
    public void Decode_SmallUpdates_AreWithinTheStatedError(string compression, double relative, double absolute)
    {
        var random = new Random(5);
        var vector = Enumerable.Range(0, Layout.Length).Select(i => i < Layout.Values ? 0.004 * random.NextDouble() - 0.002 : random.NextDouble()).ToArray();

        var bytes = PlainVector.Encode(Layout, vector, compression);

        var decoded = new double[Layout.Length];
        PlainVector.Decode(Layout, bytes, compression, decoded);
        for (var i = 0; i < Layout.Values; i++)
            Assert.Equal(vector[i], decoded[i], absolute + relative * Math.Abs(vector[i]));
        for (var i = Layout.Values; i < Layout.Length; i++)
            Assert.Equal((float)vector[i], decoded[i]);
    }

    [Theory]
    [InlineData("float32", 4 * 1010)]
    [InlineData("float16", 2 * 1000 + 40)]
    [InlineData("int8", 1000 + 4 * 4 + 40)]
    public void Bytes_OfThousandValues_IsTheLengthOfTheVector(string compression, int expected)
    {
        Assert.Equal(expected, PlainVector.Bytes(Layout, compression));
        Assert.Equal(expected, PlainVector.Encode(Layout, new double[Layout.Length], compression).Length);
    }

    [Theory]
    [InlineData("float32", double.NaN)]
    [InlineData("float32", 1e39)]
    [InlineData("float16", 70000)]
    [InlineData("int8", double.PositiveInfinity)]
    public void Encode_NumberThatDoesNotFit_Refuses(string compression, double bad) =>
        Assert.Throws<ArgumentException>(() => PlainVector.Encode(new(1, -1, false), [bad, 1], compression));

    [Theory]
    [InlineData("float32", new byte[] { 0, 0, 0xC0, 0x7F, 0, 0, 0, 0 })]
    [InlineData("float16", new byte[] { 0, 0x7C, 0, 0, 0, 0 })]
    [InlineData("int8", new byte[] { 0, 0, 0x80, 0x7F, 1, 0, 0, 0, 0 })]
    [InlineData("float32", new byte[] { 0, 0, 0, 0 })]
    public void Decode_NotFiniteOrTorn_Refuses(string compression, byte[] bytes) =>
        Assert.Throws<InvalidDataException>(() => PlainVector.Decode(new(1, -1, false), bytes, compression, new double[2]));

    [Fact]
    public void Encode_UnknownName_NamesTheChoices() =>
        Assert.Contains("float32, float16, int8", Assert.Throws<ArgumentException>(() => PlainVector.Bytes(Layout, "zip")).Message);

    // Mean of 200,000 numbers half a step off: deviation ≤ 0.5 / √200000 = 1.1e-3 steps; 7 of them fail once in 4e11. Scale 1/127 of the block's largest, 127 steps.
    [Fact]
    public void EncodeInt8_NumberBetweenLevels_IsRightOnAverage()
    {
        var layout = new ContributionLayout(200_000, -1, false);
        var vector = Enumerable.Range(0, layout.Length).Select(i => i % 256 == 0 ? 127 : 10.5).ToArray();

        var decoded = new double[layout.Length];
        PlainVector.Decode(layout, PlainVector.Encode(layout, vector, "int8"), "int8", decoded);

        Assert.Equal(10.5, decoded.Take(layout.Values).Where((_, i) => i % 256 != 0).Average(), 8e-3);
    }

    [Theory]
    [InlineData("float32")]
    [InlineData("float16")]
    [InlineData("int8")]
    public void AddTo_EveryLengthUnaligned_IsTheScalarReferenceAddedInFloat64(string compression)
    {
        var random = new Random(6);
        foreach (var values in Enumerable.Range(0, 258).Concat([511, 512, 513, 1000]))
        {
            var layout = new ContributionLayout(values, 1, true);
            var vector = Enumerable.Range(0, layout.Length).Select(_ => 2 * random.NextDouble() - 1).ToArray();
            var encoded = PlainVector.Encode(layout, vector, compression);
            var bytes = new byte[encoded.Length + 1].AsSpan(1);
            encoded.CopyTo(bytes);
            var sum = Enumerable.Range(0, layout.Length).Select(_ => random.NextDouble()).ToArray();
            var decoded = new double[layout.Length];
            var reference = Scalar(layout, bytes, compression);
            var expected = sum.Zip(reference, (a, b) => a + b).ToArray();

            PlainVector.AddTo(layout, bytes, compression, sum);
            PlainVector.Decode(layout, bytes, compression, decoded);

            Assert.Equal(expected, sum);
            Assert.Equal(reference, decoded);
        }
    }

    [Theory]
    [InlineData("float32", 4 * 700, 700)]
    [InlineData("float16", 2 * 700, 700)]
    [InlineData("int8", 3 * 260, 768)]
    [InlineData("float32", 4 * 1009, 1009)]
    [InlineData("float16", 2 * 1000 + 4 * 9, 1009)]
    [InlineData("int8", 1000 + 4 * 4 + 4 * 9, 1009)]
    public void AddTo_OneNotFinite_NamesItAndAddsNothing(string compression, int at, int number)
    {
        var bytes = PlainVector.Encode(Layout, new double[Layout.Length], compression);
        if (compression == "float16" && number < Layout.Values)
            BinaryPrimitives.WriteHalfLittleEndian(bytes.AsSpan(at), Half.NegativeInfinity);
        else
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(at), float.NaN);
        var sum = Enumerable.Range(0, Layout.Length).Select(i => (double)i).ToArray();

        var refused = Assert.Throws<InvalidDataException>(() => PlainVector.AddTo(Layout, bytes, compression, sum));

        Assert.Contains($"Number {number} ", refused.Message);
        Assert.Equal(Enumerable.Range(0, Layout.Length).Select(i => (double)i), sum);
    }

    [Theory]
    [InlineData("float32")]
    [InlineData("float16")]
    [InlineData("int8")]
    public void AddTo_WarmLoop_AllocatesNothing(string compression)
    {
        var (bytes, sum) = (PlainVector.Encode(Layout, new double[Layout.Length], compression), new double[Layout.Length]);
        PlainVector.AddTo(Layout, bytes, compression, sum);

        var before = GC.GetAllocatedBytesForCurrentThread();
        PlainVector.AddTo(Layout, bytes, compression, sum);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static double[] Scalar(ContributionLayout layout, ReadOnlySpan<byte> bytes, string compression)
    {
        var (vector, at, scale) = (new double[layout.Length], 0, 0f);
        for (var i = 0; i < vector.Length; i++)
        {
            if (i < layout.Values && compression == "int8")
            {
                if (i % 256 == 0)
                    (scale, at) = (BinaryPrimitives.ReadSingleLittleEndian(bytes[at..]), at + 4);
                vector[i] = (sbyte)bytes[at++] * (double)scale;
            }
            else if (i < layout.Values && compression == "float16")
                (vector[i], at) = ((double)BinaryPrimitives.ReadHalfLittleEndian(bytes[at..]), at + 2);
            else
                (vector[i], at) = (BinaryPrimitives.ReadSingleLittleEndian(bytes[at..]), at + 4);
        }
        return vector;
    }
}
