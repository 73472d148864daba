using System.Security.Cryptography;
using NetMl.Federation.Messages;

namespace NetMl.Federation.Tests.Messages;

public sealed class SignedMessageTests
{
    private static readonly MessageSlot Slot = new("botnet", "run-1", -2, 3, "site-ä", MessageKind.Update);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(SignedMessage.MaximumBodyBytes)]
    public void Decode_EncodedMessage_GivesItBackStillSigned(int bodyBytes)
    {
        using var key = SigningKey.Create();
        var message = SignedMessage.Sign(Slot, RandomNumberGenerator.GetBytes(bodyBytes), key);

        var decoded = SignedMessage.Decode(message.Encode());

        Assert.Equal(Slot, decoded.Slot);
        Assert.Equal(message.Body.ToArray(), decoded.Body.ToArray());
        Assert.True(decoded.IsSignedBy(key));
        Assert.True(message.Encode().Length <= SignedMessage.MaximumFrameBytes);
    }

    [Fact]
    public void IsSignedBy_AnyOtherSlotBodyOrKey_IsFalse()
    {
        using var key = SigningKey.Create();
        using var other = SigningKey.Create();
        var message = SignedMessage.Sign(Slot, new byte[] { 1, 2, 3 }, key);
        MessageSlot[] slots =
        [
            Slot with { Federation = "botnet2" }, Slot with { Run = "run-2" }, Slot with { Round = 2 }, Slot with { Attempt = 2 },
            Slot with { Site = "site-b" }, Slot with { Kind = MessageKind.Confirmation }, Slot with { Federation = "botnetr", Run = "un-1" },
        ];

        Assert.All(slots, slot => Assert.False((message with { Slot = slot }).IsSignedBy(key)));
        Assert.False((message with { Body = new byte[] { 1, 2, 4 } }).IsSignedBy(key));
        Assert.False((message with { Signature = new byte[64] }).IsSignedBy(key));
        Assert.False((message with { Signature = new byte[63] }).IsSignedBy(key));
        Assert.False(message.IsSignedBy(other));
    }

    [Fact]
    public void Sign_BodyOrNameTooLong_IsRefused()
    {
        using var key = SigningKey.Create();

        Assert.Throws<ArgumentException>(() => SignedMessage.Sign(Slot, new byte[SignedMessage.MaximumBodyBytes + 1], key));
        Assert.Throws<ArgumentException>(() => SignedMessage.Sign(Slot with { Site = new string('a', 129) }, Array.Empty<byte>(), key));
        Assert.Throws<ArgumentException>(() => SignedMessage.Sign(Slot with { Run = "" }, Array.Empty<byte>(), key));
    }

    [Fact]
    public void Decode_BodyLengthLies_IsRefusedBeforeAnythingIsAllocated()
    {
        using var key = SigningKey.Create();
        var frame = SignedMessage.Sign(Slot, new byte[4], key).Encode();
        var lengthAt = frame.Length - 64 - 4 - 4;
        BitConverter.TryWriteBytes(frame.AsSpan(lengthAt), int.MaxValue);
        Assert.Throws<InvalidDataException>(() => SignedMessage.Decode(frame));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var failure = Record.Exception(() => SignedMessage.Decode(frame));

        Assert.Contains("2147483647", Assert.IsType<InvalidDataException>(failure).Message);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 16 << 10);
    }

    [Fact]
    public void Decode_AnotherVersion_IsNamedInTheMessage()
    {
        using var key = SigningKey.Create();
        var frame = SignedMessage.Sign(Slot, new byte[4], key).Encode();
        frame[4] = 9;

        Assert.Contains("version 9", Assert.Throws<InvalidDataException>(() => SignedMessage.Decode(frame)).Message);
    }
}
