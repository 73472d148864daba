using System.Security.Cryptography;
using NetMl.Federation.Messages;

namespace NetMl.Federation.Tests.Messages;

public sealed class SigningKeyTests
{
    [Fact]
    public void Import_ExportedKey_VerifiesWhatItSigned()
    {
        using var key = SigningKey.Create();
        using var imported = SigningKey.Import(key.ExportSubjectPublicKeyInfo());

        var message = SignedMessage.Sign(new MessageSlot("f", "r", 1, 1, "s", MessageKind.Decline), Array.Empty<byte>(), key);

        Assert.True(message.IsSignedBy(imported));
    }

    [Fact]
    public void Import_AnotherCurveAlgorithmOrPoint_IsRefused()
    {
        using var key = SigningKey.Create();
        var good = key.ExportSubjectPublicKeyInfo();
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        var offCurve = (byte[])good.Clone();
        offCurve[^1] ^= 1;

        byte[][] bad = [p384.ExportSubjectPublicKeyInfo(), rsa.ExportSubjectPublicKeyInfo(), offCurve, [.. good, 0], good[..^1], []];

        Assert.All(bad, bytes => Assert.Throws<InvalidDataException>(() => SigningKey.Import(bytes).Dispose()));
    }

    [Fact]
    public void Fingerprint_Nothing_IsTheKnownHashInGroups() => Assert.Equal(
        "e3b0 c442 98fc 1c14 9afb f4c8 996f b924 27ae 41e4 649b 934c a495 991b 7852 b855", SigningKey.Fingerprint([]));
}
