using System.Globalization;
using System.Text;
using NetMl.Flows;

namespace NetMl.Benchmarks.ParseSuite;

/// <summary>Writes made-up flows with all columns of a standard conn.log, as tab-separated text and as JSON lines.</summary>
internal static class ZeekLogs
{
    private const string UidLetters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly string[] Fields =
    [
        "ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "proto", "service", "duration", "orig_bytes", "resp_bytes", "conn_state",
        "local_orig", "local_resp", "missed_bytes", "history", "orig_pkts", "orig_ip_bytes", "resp_pkts", "resp_ip_bytes", "tunnel_parents",
    ];

    /// <summary>Texts in JSON; everything else there is a number, or true and false.</summary>
    private static readonly bool[] IsText = [.. Fields.Select(field => field is "uid" or "id.orig_h" or "id.resp_h" or "proto" or "service" or "conn_state" or "history")];

    /// <summary>Rows until the file has this many bytes; the rows begin again, later and under other uids, when the batches end.</summary>
    public static long WriteTsv(string path, IReadOnlyList<FlowBatch> batches, long bytes) => Write(
        path, batches, bytes, $"#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n#fields\t{string.Join('\t', Fields)}\n",
        (text, values) => text.AppendJoin('\t', values));

    /// <summary>The same as JSON lines, where an unset field is left out.</summary>
    public static long WriteJson(string path, IReadOnlyList<FlowBatch> batches, long bytes) => Write(path, batches, bytes, "", Object);

    private static long Write(string path, IReadOnlyList<FlowBatch> batches, long bytes, string header, Action<StringBuilder, string[]> append)
    {
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 20);
        file.Write(header);
        var random = new Random(7);
        var text = new StringBuilder();
        long written = header.Length, rows = 0;
        for (var round = 0L; ; round++)
        {
            foreach (var flow in batches.SelectMany(batch => batch.Records()))
            {
                append(text.Clear(), Values(flow, round * 86_400_000_000_000, random));
                file.Write(text.Append('\n'));
                rows++;
                if ((written += text.Length) >= bytes)
                    return rows;
            }
        }
    }

    private static void Object(StringBuilder text, string[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] == "-")
                continue;
            text.Append(text.Length == 0 ? "{\"" : ",\"").Append(Fields[i]).Append("\":");
            if (IsText[i])
                text.Append('"').Append(values[i]).Append('"');
            else
                text.Append(values[i] switch { "T" => "true", "F" => "false", var number => number });
        }
        text.Append('}');
    }

    private static string[] Values(FlowRecord flow, long later, Random random) =>
    [
        Seconds(flow.StartNanoseconds + later), Uid(random), flow.Source, Number(Math.Max(flow.SourcePort, 0)), flow.Destination,
        Number(Math.Max(flow.DestinationPort, 0)), flow.Protocol switch { 1 => "icmp", 17 => "udp", _ => "tcp" }, flow.Service is { Length: > 0 } service ? service : "-",
        flow.DurationNanoseconds < 0 ? "-" : Seconds(flow.DurationNanoseconds), Number(flow.SourceBytes), Number(flow.DestinationBytes), flow.State.ToString(),
        flow.Source.StartsWith("10.", StringComparison.Ordinal) ? "T" : "F", flow.Destination.StartsWith("10.", StringComparison.Ordinal) ? "T" : "F", "0",
        History(flow), Number(flow.SourcePackets), IpBytes(flow.SourceBytes, flow.SourcePackets), Number(flow.DestinationPackets),
        IpBytes(flow.DestinationBytes, flow.DestinationPackets), "-",
    ];

    private static string Seconds(long nanoseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1_000_000_000}.{nanoseconds % 1_000_000_000 / 1000:D6}");

    private static string Number(long number) => number < 0 ? "-" : number.ToString(CultureInfo.InvariantCulture);

    private static string IpBytes(long bytes, long packets) => Number(Math.Max(bytes, 0) + Math.Max(packets, 0) * 40);

    private static string Uid(Random random) => string.Create(18, random, static (uid, random) =>
    {
        uid[0] = 'C';
        random.GetItems(UidLetters, uid[1..]);
    });

    private static string History(FlowRecord flow) => (flow.Protocol, flow.State) switch
    {
        (IpProtocol.Udp, ConnectionState.SF) => "Dd",
        (IpProtocol.Udp, _) => "D",
        (_, ConnectionState.REJ) => "Sr",
        (_, ConnectionState.S0) => "S",
        (_, ConnectionState.RSTO) => "ShADadR",
        _ => "ShADadFf",
    };
}
