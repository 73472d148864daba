using NetMl.Federation.Messages;

namespace NetMl.Federation.Tests.Messages;

public sealed class FrameListTests
{
    [Fact]
    public void Split_JoinedFrames_GivesThemBack()
    {
        byte[][] frames = [[1, 2, 3], [], [4]];

        var split = FrameList.Split(FrameList.Join(frames.Select(frame => (ReadOnlyMemory<byte>)frame)));

        Assert.Equal(frames, split.Select(frame => frame.ToArray()));
        Assert.Empty(FrameList.Split(Array.Empty<byte>()));
    }

    [Fact]
    public void Split_TornTooLongOrTooMany_IsRefused()
    {
        Assert.Throws<InvalidDataException>(() => FrameList.Split(new byte[] { 1, 0, 0 }));
        Assert.Throws<InvalidDataException>(() => FrameList.Split(new byte[] { 2, 0, 0, 0, 7 }));
        Assert.Throws<InvalidDataException>(() => FrameList.Split(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 7 }));
        Assert.Throws<InvalidDataException>(() => FrameList.Split(new byte[12], maximumFrames: 2));
        Assert.Equal(3, FrameList.Split(new byte[12], maximumFrames: 3).Count);
    }
}
