using NetMl.Flows;

namespace NetMl.GraphFeature.Tests;

/// <summary>Flows for tests.</summary>
internal static class TestFlows
{
    public const long Start = 1_700_000_000_000_000_000;
    private const long Second = 1_000_000_000;

    public static FlowBatch Batch(params IEnumerable<FlowRecord> records)
    {
        var builder = new FlowBatchBuilder();
        foreach (var record in records)
            builder.Add(record);
        return builder.Build();
    }

    /// <summary>Web flows between a few hosts, one a second, every second one labelled.</summary>
    public static IEnumerable<FlowRecord> Browsing(int count, int from = 0) => Enumerable.Range(from, count).Select(i => new FlowRecord
    {
        StartNanoseconds = Start + i * Second,
        DurationNanoseconds = Second / 2,
        Source = $"10.0.0.{1 + i % 5}",
        SourcePort = 40_000 + i % 1000,
        Destination = $"93.184.216.{1 + i % 3}",
        DestinationPort = 443,
        Protocol = IpProtocol.Tcp,
        Service = "ssl",
        SourceBytes = 500 + i,
        DestinationBytes = 9000,
        SourcePackets = 8,
        DestinationPackets = 12,
        State = ConnectionState.SF,
        Label = i % 2 == 0 ? "Benign" : null,
    });

    /// <summary>Flows whose frame is large: every value is drawn from its whole range.</summary>
    public static IEnumerable<FlowRecord> Noise(int count, Random random)
    {
        for (var i = 0; i < count; i++)
        {
            yield return new FlowRecord
            {
                StartNanoseconds = Start + random.NextInt64(Second),
                DurationNanoseconds = random.NextInt64(Second * 1000),
                Source = "10.0.0.1",
                Destination = "10.0.0.2",
                Protocol = IpProtocol.Tcp,
                SourceBytes = random.NextInt64(1L << 50),
                DestinationBytes = random.NextInt64(1L << 50),
                Uid = $"{random.NextInt64():x16}",
            };
        }
    }

    /// <summary>One host is refused on many ports of another, ten a second.</summary>
    public static IEnumerable<FlowRecord> PortScan(int ports, string source = "10.0.0.66") => Enumerable.Range(1, ports).Select(port => new FlowRecord
    {
        StartNanoseconds = Start + port * Second / 10,
        Source = source,
        SourcePort = 55_555,
        Destination = "10.0.0.9",
        DestinationPort = port,
        Protocol = IpProtocol.Tcp,
        SourcePackets = 1,
        DestinationPackets = 1,
        State = ConnectionState.REJ,
    });
}
