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
}
