using NetMl.Behaviours.Adjustments;
using NetMl.Behaviours.Detection;
using NetMl.Flows;

namespace NetMl.Behaviours.Tests;

/// <summary>Builds small captures.</summary>
internal static class TestConnections
{
    public static FlowRecord Flow(double seconds, string source, string target, int port = 80, ConnectionState state = ConnectionState.SF, byte protocol = IpProtocol.Tcp, long bytes = 100) => new()
    {
        StartNanoseconds = (long)(seconds * 1e9),
        Source = source,
        Destination = target,
        DestinationPort = port,
        Protocol = protocol,
        State = state,
        SourceBytes = bytes,
        DestinationBytes = state == ConnectionState.SF ? 1000 : 0,
    };

    /// <summary>What one detector finds among flows that come at once.</summary>
    public static IReadOnlyList<Finding> Detect(IDetector detector, params IEnumerable<FlowRecord> flows)
    {
        var analysis = new BehaviourAnalysis([detector]);
        analysis.Add(Batch(flows));
        return analysis.Run(AllowList.Empty, CancellationToken.None);
    }

    public static FlowBatch Batch(IEnumerable<FlowRecord> flows)
    {
        var batch = new FlowBatchBuilder();
        foreach (var flow in flows)
            batch.Add(flow);
        return batch.Build();
    }

    public static async Task<IReadOnlyList<FlowBatch>> ReadAsync(params IEnumerable<string> files)
    {
        var batches = new List<FlowBatch>();
        foreach (var file in files)
        {
            await using var stream = File.OpenRead(file);
            await foreach (var batch in FlowFileReader.ReadAsync(stream, null))
                batches.Add(batch);
        }
        return batches;
    }
}
