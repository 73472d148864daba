using NetMl.Behaviours.Connections;
using NetMl.Flows;

namespace NetMl.Behaviours.Tests;

/// <summary>Builds small connection tables.</summary>
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

    public static ConnectionTable Table(params IEnumerable<FlowRecord> flows)
    {
        var builder = new ConnectionTableBuilder();
        builder.Add(Batch(flows));
        return builder.Build();
    }

    public static FlowBatch Batch(IEnumerable<FlowRecord> flows)
    {
        var batch = new FlowBatchBuilder();
        foreach (var flow in flows)
            batch.Add(flow);
        return batch.Build();
    }

    public static async Task<ConnectionTable> ReadAsync(params IEnumerable<string> files)
    {
        var builder = new ConnectionTableBuilder();
        foreach (var file in files)
        {
            await using var stream = File.OpenRead(file);
            await foreach (var batch in FlowFileReader.ReadAsync(stream, null))
                builder.Add(batch);
        }
        return builder.Build();
    }
}
