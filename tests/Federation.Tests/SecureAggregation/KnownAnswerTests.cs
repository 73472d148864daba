using System.Security.Cryptography;
using NetMl.Federation.SecureAggregation;

namespace NetMl.Federation.Tests.SecureAggregation;

public sealed class KnownAnswerTests
{
    /// <summary>NIST SP 800-38A, F.5.5: CTR-AES256.Encrypt.</summary>
    [Fact]
    public void KeyStream_NistCounterModeVector_GivesThePublishedCiphertext()
    {
        var key = Convert.FromHexString("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
        var counter = new UInt128(0xf0f1f2f3f4f5f6f7, 0xf8f9fafbfcfdfeff);
        var plain = Convert.FromHexString(
            "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710");
        var cipher = Convert.FromHexString(
            "601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c52b0930daa23de94ce87017ba2d84988ddfc9c58db67aada613c2dd08457941a6");
        using var stream = new MaskStream();
        var bytes = new byte[64];

        stream.KeyStream(key, counter, bytes);

        Assert.Equal(cipher, plain.Zip(bytes, (a, b) => (byte)(a ^ b)));
    }

    [Fact]
    public void KeyStream_CounterRunsOver64Bits_CarriesAsBigEndian128()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        using var aes = Aes.Create();
        aes.Key = key;
        using var stream = new MaskStream();
        var bytes = new byte[48];

        stream.KeyStream(key, ulong.MaxValue, bytes);

        var counters = Convert.FromHexString("0000000000000000ffffffffffffffff" + "00000000000000010000000000000000" + "00000000000000010000000000000001");
        Assert.Equal(aes.EncryptEcb(counters, PaddingMode.None), bytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(257)]
    [InlineData(16_383)]
    [InlineData(16_385)]
    [InlineData(50_001)]
    public void Add_AnyLength_AddsTheWholeKeysStreamAndSubtractTakesItAway(int length)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        using var stream = new MaskStream();
        var bytes = new byte[length * 4];
        stream.KeyStream(key, 0, bytes);
        var values = Enumerable.Range(0, length).Select(i => (uint)i * 2_654_435_761).ToArray();
        var masked = (uint[])values.Clone();

        stream.Add(key, masked);

        for (var i = 0; i < length; i++) Assert.Equal(values[i] + BitConverter.ToUInt32(bytes, i * 4), masked[i]);
        stream.Subtract(key, masked);
        Assert.Equal(values, masked);
    }

    [Fact]
    public void Add_KeysThatDifferInOneOf256Bits_GiveUnrelatedStreams()
    {
        // A generator that folds its seed to fewer bits would give the same stream for some pair.
        var key = RandomNumberGenerator.GetBytes(32);
        using var stream = new MaskStream();
        var seen = new HashSet<UInt128>();
        for (var bit = 0; bit < 256; bit++)
        {
            var other = (byte[])key.Clone();
            other[bit / 8] ^= (byte)(1 << (bit % 8));
            var values = new uint[4];
            stream.Add(other, values);
            Assert.True(seen.Add(new UInt128(((ulong)values[0] << 32) | values[1], ((ulong)values[2] << 32) | values[3])));
        }
    }

    /// <summary>RFC 5869, appendix A.1: the derivation that all keys of a round go through.</summary>
    [Fact]
    public void Hkdf_Rfc5869FirstCase_GivesThePublishedKey()
    {
        var output = new byte[42];

        HKDF.DeriveKey(
            HashAlgorithmName.SHA256, Enumerable.Repeat((byte)0x0b, 22).ToArray(), output,
            salt: Convert.FromHexString("000102030405060708090a0b0c"), info: Convert.FromHexString("f0f1f2f3f4f5f6f7f8f9"));

        Assert.Equal("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865", Convert.ToHexStringLower(output));
    }

    [Fact]
    public void RoundContext_AnyOtherPurposeNameOrRound_GivesAnotherKey()
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        var terms = SecureRound.Terms(3, 3, 2);
        var context = new RoundContext(terms);
        SecureSumSettings[] others =
            [terms with { Federation = "other" }, terms with { Run = "run-2" }, terms with { Round = 2 }, terms with { Attempt = 2 }, terms with { Threshold = 3 }, terms with { Length = 17 }];

        string[] keys =
        [
            .. others.Select(other => Convert.ToHexString(new RoundContext(other).PairMaskKey(secret, 0, 1))),
            Convert.ToHexString(context.PairMaskKey(secret, 0, 1)), Convert.ToHexString(context.PairMaskKey(secret, 0, 2)),
            Convert.ToHexString(context.SelfMaskKey(secret, 0)), Convert.ToHexString(context.SelfMaskKey(secret, 1)), Convert.ToHexString(context.SeedCommitment(secret, 0)),
            Convert.ToHexString(context.ShareKey(secret, 0, 1)), Convert.ToHexString(context.ShareKey(secret, 1, 0)),
        ];

        Assert.Distinct(keys);
        Assert.Equal(context.PairMaskKey(secret, 0, 1), context.PairMaskKey(secret, 1, 0));
    }
}
