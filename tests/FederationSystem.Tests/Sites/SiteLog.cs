using NetMl.Cli.Demo;
using NetMl.Flows;

namespace NetMl.FederationSystem.Tests.Sites;

/// <summary>A few made-up flows of one site: office traffic and scans, not alike at any two sites, nor of the same number.</summary>
internal static class SiteLog
{
    public const string Benign = "Benign";
    public const string Scan = "PortScan";

    private const long Start = 1_764_000_000_000_000_000;

    public static async Task<string> WriteAsync(string folder, string site, int place)
    {
        var path = Path.Combine(folder, $"{site}.log");
        await ZeekWriter.WriteAsync(path, [Create(place)], CancellationToken.None);
        return path;
    }

    private static FlowBatch Create(int place)
    {
        var flows = 200 + 70 * place;
        var random = new Random(place);
        var builder = new FlowBatchBuilder(flows);
        for (var i = 0; i < flows; i++)
        {
            var isScan = random.Next(3 + place % 3) == 0;
            builder.Add(new FlowRecord
            {
                StartNanoseconds = Start + i * 1_000_000_000L,
                DurationNanoseconds = random.Next(1, isScan ? 100 : 60_000) * 1_000_000L,
                Source = $"10.{place}.0.{random.Next(1, 12)}",
                Destination = $"172.16.{place}.{random.Next(1, isScan ? 200 : 9)}",
                SourcePort = random.Next(40_000, 60_000),
                DestinationPort = isScan ? random.Next(1, 1024) : 443,
                Protocol = IpProtocol.Tcp,
                SourceBytes = random.Next(isScan ? 60 : 100_000),
                DestinationBytes = isScan ? 0 : random.Next(1_000_000),
                SourcePackets = random.Next(1, isScan ? 2 : 100),
                DestinationPackets = isScan ? 0 : random.Next(1, 1000),
                Label = isScan ? Scan : Benign,
            });
        }
        return builder.Build();
    }
}
