namespace NetMl.Flows.Tests.Fixtures;

/// <summary>Gives out a few bytes at a time, never more than asked for, in seeded portions.</summary>
internal sealed class TrickleStream(byte[] content, Random random, int mostAtOnce) : MemoryStream(content)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(buffer.Length, random.Next(1, mostAtOnce + 1))], cancellationToken);
}
