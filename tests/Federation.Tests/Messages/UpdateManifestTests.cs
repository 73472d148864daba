using System.Security.Cryptography;
using NetMl.Federation.Messages;

namespace NetMl.Federation.Tests.Messages;

public sealed class UpdateManifestTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(10, 4, 3)]
    [InlineData(12, 4, 3)]
    [InlineData(3, 4, 1)]
    public void Of_AnySize_AnnouncesChunksThatOnlyTheirOwnBytesFit(int total, int chunkBytes, int chunks)
    {
        var update = RandomNumberGenerator.GetBytes(total);

        var manifest = UpdateManifest.Decode(UpdateManifest.Of(update, chunkBytes).Encode());

        Assert.Equal(chunks, manifest.Chunks);
        Assert.Equal(total, Enumerable.Range(0, chunks).Sum(manifest.LengthOf));
        Assert.Equal(SHA256.HashData(update), manifest.Sha256.ToArray());
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            var bytes = update.AsSpan(chunk * chunkBytes, manifest.LengthOf(chunk)).ToArray();
            Assert.True(manifest.IsChunk(chunk, bytes));
            Assert.False(manifest.IsChunk(chunk, bytes.AsSpan(1)));
            bytes[^1] ^= 1;
            Assert.False(manifest.IsChunk(chunk, bytes));
        }
        Assert.False(manifest.IsChunk(chunks, []));
        Assert.False(manifest.IsChunk(-1, update));
    }

    [Fact]
    public void Of_NothingOrTooManyChunks_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => UpdateManifest.Of([]));
        Assert.Throws<ArgumentException>(() => UpdateManifest.Of(new byte[UpdateManifest.MaximumChunks + 1], chunkBytes: 1));
        Assert.Throws<ArgumentException>(() => UpdateManifest.Of(new byte[10], UpdateManifest.MaximumChunkBytes + 1));
        Assert.True(UpdateManifest.Of(new byte[UpdateManifest.MaximumChunks], chunkBytes: 1).Encode().Length <= SignedMessage.MaximumBodyBytes);
    }

    [Theory]
    [InlineData(0L, 4)]
    [InlineData(-1L, 4)]
    [InlineData(long.MaxValue, 4)]
    [InlineData(4L, 0)]
    [InlineData(4L, -4)]
    [InlineData(4L, int.MaxValue)]
    public void Decode_SizesThatLie_AreRefused(long total, int chunkBytes)
    {
        var bytes = UpdateManifest.Of(new byte[4], 4).Encode();
        BitConverter.TryWriteBytes(bytes.AsSpan(5), total);
        BitConverter.TryWriteBytes(bytes.AsSpan(13), chunkBytes);

        Assert.Throws<InvalidDataException>(() => UpdateManifest.Decode(bytes));
    }
}
