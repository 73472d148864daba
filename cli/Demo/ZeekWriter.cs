using System.Globalization;
using NetMl.Flows;

namespace NetMl.Cli.Demo;

/// <summary>Writes flows as a labelled Zeek conn.log, so that a built-in capture takes the same road as a real one.</summary>
internal static class ZeekWriter
{
    private const string Unset = "-";

    private static readonly string[] Fields =
    [
        "ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "proto", "service", "duration", "orig_bytes", "resp_bytes", "conn_state",
        "orig_pkts", "resp_pkts", "label",
    ];

    private static readonly string[] Types =
    [
        "time", "string", "addr", "port", "addr", "port", "enum", "string", "interval", "count", "count", "string", "count", "count", "string",
    ];

    public static async Task WriteAsync(string path, IEnumerable<FlowBatch> batches, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(path);
        await writer.WriteAsync("#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n");
        await writer.WriteAsync($"#fields\t{string.Join('\t', Fields)}\n#types\t{string.Join('\t', Types)}\n");
        foreach (var batch in batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var flow in batch.Records())
                await writer.WriteAsync(Line(flow));
        }
    }

    private static string Line(FlowRecord flow) => string.Join(
        '\t', Seconds(flow.StartNanoseconds), Text(flow.Uid), flow.Source, Number(flow.SourcePort, "0"), flow.Destination, Number(flow.DestinationPort, "0"),
        Protocol(flow.Protocol), Text(flow.Service), flow.DurationNanoseconds < 0 ? Unset : Seconds(flow.DurationNanoseconds), Number(flow.SourceBytes, Unset),
        Number(flow.DestinationBytes, Unset), flow.State == ConnectionState.Unknown ? Unset : flow.State.ToString(), Number(flow.SourcePackets, Unset),
        Number(flow.DestinationPackets, Unset), Text(flow.Label)) + "\n";

    /// <summary>Seconds with the six decimals that Zeek writes.</summary>
    private static string Seconds(long nanoseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1_000_000_000}.{nanoseconds % 1_000_000_000 / 1000:D6}");

    private static string Text(string? text) => string.IsNullOrEmpty(text) ? Unset : text;

    private static string Number(long number, string missing) => number < 0 ? missing : number.ToString(CultureInfo.InvariantCulture);

    private static string Protocol(byte number) => number switch { 1 => "icmp", 6 => "tcp", 17 => "udp", _ => "unknown_transport" };
}
