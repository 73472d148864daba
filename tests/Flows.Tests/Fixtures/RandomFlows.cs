using System.Net;

namespace NetMl.Flows.Tests.Fixtures;

/// <summary>Seeded rows of every shape: missing values, IPv6, extremes.</summary>
internal static class RandomFlows
{
    private static readonly string?[] Services = [null, "", "dns", "http", "ssl", "gssapi,smb", "a \"quoted\\ name\""];
    private static readonly string?[] Labels = [null, "Benign", "C&C", "Größe"];

    public static FlowRecord Next(Random random) => new()
    {
        StartNanoseconds = 1_500_000_000_000_000_000 + random.NextInt64(0, 4_000_000_000_000_000),
        DurationNanoseconds = Sometimes(random, random.NextInt64(0, 4_000_000_000_000)),
        Source = Address(random),
        SourcePort = (int)Sometimes(random, random.Next(65536)),
        Destination = Address(random),
        DestinationPort = (int)Sometimes(random, random.Next(65536)),
        Protocol = (byte)random.Next(256),
        Service = Services[random.Next(Services.Length)],
        SourceBytes = Sometimes(random, random.NextInt64(0, 1L << random.Next(1, 62))),
        DestinationBytes = Sometimes(random, random.NextInt64(0, 1L << random.Next(1, 62))),
        SourcePackets = Sometimes(random, random.Next()),
        DestinationPackets = Sometimes(random, random.Next(100)),
        State = (ConnectionState)random.Next(14),
        Label = Labels[random.Next(Labels.Length)],
        Uid = random.Next(4) == 0 ? null : $"C{random.NextInt64():x}",
    };

    public static FlowBatch Batch(Random random, int rows)
    {
        var builder = new FlowBatchBuilder();
        for (var i = 0; i < rows; i++)
            builder.Add(Next(random));
        return builder.Build();
    }

    public static string Address(Random random)
    {
        var bytes = new byte[random.Next(3) == 0 ? 16 : 4];
        random.NextBytes(bytes);
        if (bytes.Length == 16 && random.Next(2) == 0)
            bytes.AsSpan(random.Next(1, 8), 8).Clear();
        bytes[0] = 0x20;
        return new IPAddress(bytes).ToString();
    }

    private static long Sometimes(Random random, long value) => random.Next(5) == 0 ? -1 : value;
}
