using NetMl.Tensors.RandomNumbers;

namespace NetMl.Tensors.Tests.RandomNumbers;

public sealed class PhiloxTests
{
    private static readonly RandomStream Stream = new(0x1234_5678_9ABC_DEF0, 77, 3);

    // The known answers of the Random123 library (kat_vectors, philox4x32 10).
    [Theory]
    [InlineData(new uint[] { 0, 0, 0, 0 }, 0UL, new uint[] { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 })]
    [InlineData(new[] { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff }, 0xffffffffffffffffUL, new uint[] { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd })]
    [InlineData(new uint[] { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 }, 0x299f31d0a4093822UL, new uint[] { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 })]
    public void Block_KnownAnswers_Agree(uint[] counter, ulong key, uint[] expected)
    {
        var words = new uint[4];

        Philox.Block(counter, key, words);

        Assert.Equal(expected, words);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(1u)]
    [InlineData((1u << 28) - 1)]
    public void Group_Vectors_EqualScalar(uint group)
    {
        var (expected, words) = (new uint[Philox.GroupWords], new uint[Philox.GroupWords]);
        var stream = new RandomStream(ulong.MaxValue - 5, ulong.MaxValue - 9, uint.MaxValue - 2);

        Philox.GroupScalar(stream, group, expected);
        Philox.Group(stream, group, words);

        Assert.Equal(expected, words);
    }

    [Fact]
    public void Fill_AnyPart_EqualsTheWhole()
    {
        var whole = new uint[600];
        Philox.Fill(Stream, 0, whole);

        for (var length = 0; length <= 257; length++)
        {
            var part = new uint[length];
            Philox.Fill(Stream, length + 13, part);
            Assert.Equal(whole.AsSpan(length + 13, length), part.AsSpan());
        }
    }

    [Fact]
    public void FillUniform_FloatAndDouble_AreTheBitsAsFractions()
    {
        var (bits, floats, doubles) = (new uint[2003], new float[2003], new double[2003]);

        Philox.Fill(Stream, 5, bits);
        Philox.FillUniform<float>(Stream, 5, floats);
        Philox.FillUniform<double>(Stream, 5, doubles);

        Assert.Equal(bits.Select(b => (b >> 8) / (float)(1 << 24)), floats);
        Assert.Equal(bits.Select(b => b / (double)(1L << 32)), doubles);
    }

    // Mean 1/2 and variance 1/12 of n numbers: five standard errors.
    [Fact]
    public void FillUniform_ManyNumbers_AreEven()
    {
        const int N = 1 << 18;
        var values = new double[N];

        Philox.FillUniform<double>(Stream, 0, values);

        Assert.Equal(0.5, values.Average(), 5 * Math.Sqrt(1.0 / 12 / N));
        Assert.Equal(1.0 / 12, values.Average(v => (v - 0.5) * (v - 0.5)), 5 * Math.Sqrt(1.0 / 180 / N));
    }

    [Fact]
    public void Fill_OtherSeedStepOrStream_GivesOtherBits()
    {
        var streams = new[] { Stream, Stream with { Seed = 1 }, Stream with { Step = 78 }, Stream with { Step = Stream.Step + (1UL << 32) }, Stream with { Stream = 4 } };

        var first = streams.Select(stream =>
        {
            var bits = new uint[1];
            Philox.Fill(stream, 0, bits);
            return bits[0];
        });

        Assert.Equal(streams.Length, first.Distinct().Count());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(Philox.StreamLength - 3)]
    public void Fill_OutsideTheStream_Throws(long first) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Philox.Fill(Stream, first, new uint[4]));
}
