using NetMl.Flows;

namespace NetMl.Benchmarks.FeaturesSuite;

/// <summary>Made-up flows in the order in which a log would write them (by end), between hosts of which few are busy and most are not.</summary>
internal static class GeneratedFlows
{
    public const int Hosts = 50_000;

    private const int BatchRows = 8192;
    private const double Hours = 12;
    private static readonly (ushort Port, byte Protocol, byte[] Service)[] Services =
    [
        (443, IpProtocol.Tcp, "ssl"u8.ToArray()), (53, IpProtocol.Udp, "dns"u8.ToArray()), (80, IpProtocol.Tcp, "http"u8.ToArray()),
        (22, IpProtocol.Tcp, "ssh"u8.ToArray()), (123, IpProtocol.Udp, "ntp"u8.ToArray()), (445, IpProtocol.Tcp, "smb"u8.ToArray()),
    ];

    /// <summary>Batches of the same size; the same numbers give the same flows.</summary>
    public static IReadOnlyList<FlowBatch> Make(int count, int hosts = Hosts)
    {
        var random = new Random(1);
        var builder = new FlowBatchBuilder(BatchRows);
        var batches = new List<FlowBatch>();
        for (var flow = 0; flow < count; flow++)
        {
            Add(random, builder, flow, count, hosts);
            if (builder.Count < BatchRows && flow < count - 1)
                continue;
            batches.Add(builder.Build());
            builder.Clear();
        }
        return batches;
    }

    private static void Add(Random random, FlowBatchBuilder builder, int flow, int count, int hosts)
    {
        // Every host opens at least one flow; the other sources and all targets follow power laws of their own.
        var source = flow < hosts ? flow : Skewed(random, hosts, 2);
        var target = hosts - 1 - Skewed(random, hosts, 3);
        var (port, protocol, service) = Services[(int)(Services.Length * Math.Pow(random.NextDouble(), 2))];
        var isAnswered = random.Next(12) > 0;
        var duration = isAnswered ? (long)(1e6 * Math.Exp(10 * random.NextDouble())) : -1;
        builder.Add(new FlowRow
        {
            StartNanoseconds = (long)(1_772_000_000e9 + Hours * 3600e9 * flow / count) - Math.Max(0, duration),
            DurationNanoseconds = duration,
            Source = Address(source),
            Destination = Address(target),
            SourcePort = random.Next(32_768, 61_000),
            DestinationPort = random.Next(10) > 0 ? port : random.Next(1024, 65_536),
            Protocol = protocol,
            State = isAnswered ? ConnectionState.SF : ConnectionState.S0,
            HasService = isAnswered,
            Service = service,
            SourceBytes = isAnswered ? (long)Math.Exp(4 + 8 * random.NextDouble()) : 0,
            DestinationBytes = isAnswered ? (long)Math.Exp(4 + 12 * random.NextDouble()) : 0,
            SourcePackets = random.Next(1, 200),
            DestinationPackets = isAnswered ? random.Next(1, 400) : 0,
        });
    }

    private static int Skewed(Random random, int hosts, double power) => (int)(hosts * Math.Pow(random.NextDouble(), power));

    private static HostAddress Address(int host) => HostAddress.FromIPv4(0x0A00_0000u + (uint)host);
}
