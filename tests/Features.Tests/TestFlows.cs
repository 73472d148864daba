using NetMl.Flows;

namespace NetMl.Features.Tests;

/// <summary>Small and random flows.</summary>
internal static class TestFlows
{
    public const long Second = 1_000_000_000;

    public static FlowRecord Flow(double seconds, string source, string destination) => new()
    {
        StartNanoseconds = (long)(seconds * Second),
        Source = source,
        Destination = destination,
    };

    public static FlowBatch Batch(params IEnumerable<FlowRecord> flows)
    {
        var builder = new FlowBatchBuilder();
        foreach (var flow in flows)
            builder.Add(flow);
        return builder.Build();
    }

    /// <summary>Flows with many equal start times, missing values and rows that are alike.</summary>
    public static FlowRecord[] Random(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new FlowRecord
        {
            StartNanoseconds = random.Next(count / 4) * Second,
            DurationNanoseconds = random.Next(3) == 0 ? -1 : random.NextInt64(100 * Second),
            Source = $"10.0.{random.Next(3)}.{random.Next(8)}",
            SourcePort = random.Next(-1, 3),
            Destination = random.Next(4) == 0 ? $"2001:db8::{random.Next(1, 5)}" : $"93.184.216.{random.Next(6)}",
            DestinationPort = random.Next(-1, 600),
            Protocol = random.Next(2) == 0 ? IpProtocol.Tcp : IpProtocol.Udp,
            Service = random.Next(3) switch { 0 => null, 1 => "", _ => "dns" },
            SourceBytes = random.Next(-1, 2000),
            DestinationBytes = random.Next(-1, 2000),
            SourcePackets = random.Next(-1, 5),
            DestinationPackets = random.Next(-1, 5),
            State = (ConnectionState)random.Next(14),
            Label = random.Next(3) switch { 0 => null, 1 => "Benign", _ => "Attack" },
        })];
    }

    /// <summary>The flows spread over batches, each batch and all batches in another order.</summary>
    public static FlowBatch[] Shuffled(int seed, FlowRecord[] flows, int batches)
    {
        var random = new Random(seed);
        var copy = flows.ToArray();
        random.Shuffle(copy);
        return [.. copy.Chunk((copy.Length + batches - 1) / batches).Select(chunk => Batch(chunk))];
    }
}
