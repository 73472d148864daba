using NetMl.Federation.Encoding;

namespace NetMl.Federation.Tests.Encoding;

public sealed class RingPackingTests
{
    // 3 bits each, lowest bit first: 5 = 101, 2 = 010, 7 = 111 → bytes 11_010_101 and 0000000_1.
    [Fact]
    public void Pack_ThreeBits_HasNoGaps()
    {
        var bytes = new byte[2];

        RingPacking.Pack([5, 2, 7], 3, bytes);

        Assert.Equal([0b11_010_101, 0b1], bytes);
    }

    [Fact]
    public void Unpack_EveryRingAndLength_ReturnsWhatWasPacked()
    {
        var random = new Random(1);
        for (var bits = 1; bits <= 32; bits++)
            foreach (var length in (int[])[0, 1, 2, 7, 8, 31, 257])
            {
                var ring = Enumerable.Range(0, length).Select(_ => (uint)random.NextInt64(1L << bits)).ToArray();
                var bytes = new byte[RingPacking.Bytes(length, bits) + 1].AsSpan(1); // unaligned
                RingPacking.Pack(ring, bits, bytes);

                var unpacked = new uint[length];
                RingPacking.Unpack(bytes, bits, unpacked);
                Assert.Equal(ring, unpacked);
            }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(25)]
    [InlineData(31)]
    [InlineData(32)]
    public void AddPacked_ManyVectors_WrapsModuloTheRing(int bits)
    {
        var random = new Random(2);
        var (expected, sum) = (new ulong[100], new uint[100]);
        for (var n = 0; n < 20; n++)
        {
            var ring = Enumerable.Range(0, 100).Select(_ => (uint)random.NextInt64(1L << bits)).ToArray();
            var bytes = new byte[RingPacking.Bytes(100, bits)];
            RingPacking.Pack(ring, bits, bytes);

            RingPacking.AddPacked(bytes, bits, sum);

            for (var i = 0; i < 100; i++)
                expected[i] = (expected[i] + ring[i]) % (1UL << bits);
        }
        Assert.Equal(expected, Array.ConvertAll(sum, x => (ulong)x));
    }

    [Fact]
    public void Pack_ElementOutsideTheRing_Refuses() => Assert.Throws<ArgumentException>(() => RingPacking.Pack([8], 3, new byte[1]));

    [Fact]
    public void AddPacked_WrongLength_Refuses() => Assert.Throws<ArgumentException>(() => RingPacking.AddPacked(new byte[4], 10, new uint[2]));

    [Theory]
    [InlineData(10)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(32)]
    public void AddPacked_WarmLoop_AllocatesNothing(int bits)
    {
        var (bytes, sum) = (new byte[RingPacking.Bytes(1000, bits)], new uint[1000]);
        RingPacking.AddPacked(bytes, bits, sum);

        var before = GC.GetAllocatedBytesForCurrentThread();
        RingPacking.AddPacked(bytes, bits, sum);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
