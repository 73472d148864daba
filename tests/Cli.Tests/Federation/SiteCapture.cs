using NetMl.Cli.Demo;
using NetMl.Flows;

namespace NetMl.Cli.Tests.Federation;

/// <summary>Flows of one site whose every number and name can be recognised.</summary>
internal static class SiteCapture
{
    public const int Flows = 1733;
    private const long Start = 1_764_000_123_456_789_000;

    public static readonly IReadOnlyList<string> Classes = ["Benign", "PortScan"];

    /// <summary>Told by their sizes: scans are empty.</summary>
    public static FlowBatch Create(int network)
    {
        var builder = new FlowBatchBuilder(Flows);
        for (var i = 0; i < Flows; i++)
        {
            var isScan = i % 3 == 0;
            builder.Add(new FlowRecord
            {
                StartNanoseconds = Start + i * 1_000_000_000L,
                DurationNanoseconds = isScan ? 1_234_000 : 77_123_456_000,
                Source = $"10.{network}.{i % 7}.{i % 11 + 100}",
                Destination = $"172.31.{network}.{i % 13 + 50}",
                SourcePort = 40_000 + i,
                DestinationPort = isScan ? 20 + i % 40 : 443,
                Protocol = IpProtocol.Tcp,
                Service = isScan ? null : "ssl",
                SourceBytes = isScan ? 0 : 3_987_654_321 + i,
                DestinationBytes = isScan ? 0 : 4_123_456_789 + i,
                SourcePackets = isScan ? 1 : 2_718_281 + i,
                DestinationPackets = isScan ? 0 : 3_141_592 + i,
                Label = Classes[isScan ? 1 : 0],
                Uid = $"CquaggaUid{i}",
            });
        }
        return builder.Build();
    }

    public static async Task<string> WriteAsync(TemporaryFolder folder, string site, int network)
    {
        var path = Path.Combine(folder.Path, $"{site}.log");
        await ZeekWriter.WriteAsync(path, [Create(network)], CancellationToken.None);
        return path;
    }
}
