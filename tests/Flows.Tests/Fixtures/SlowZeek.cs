using System.Globalization;
using System.Net;
using System.Text;

namespace NetMl.Flows.Tests.Fixtures;

/// <summary>Reads a conn.log the slow, obvious way: strings, Split, decimal and IPAddress. The truth for the fast reader.</summary>
internal static class SlowZeek
{
    public static List<FlowRecord> Read(byte[] content)
    {
        var rows = new List<FlowRecord>();
        string[] columns = [];
        foreach (var line in Encoding.UTF8.GetString(content).Split('\n'))
        {
            if (line.StartsWith("#fields\t", StringComparison.Ordinal))
                columns = line["#fields\t".Length..].Replace("   ", "\t").Split('\t');
            if (line.Length == 0 || line[0] == '#')
                continue;
            var values = line.Replace("   ", "\t").Split('\t');
            if (values.Length != columns.Length)
                continue;
            var fields = columns.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);
            rows.Add(Row(fields));
        }
        return rows;
    }

    private static FlowRecord Row(Dictionary<string, string> fields)
    {
        string? Get(string name) => fields.GetValueOrDefault(name) is { } value && value != "-" ? value : null;
        string? Filled(string name) => Get(name) is { } value && value != "(empty)" ? value : null;
        long Number(string name) => Get(name) is { } value ? long.Parse(value, CultureInfo.InvariantCulture) : -1;
        long Nanoseconds(string name) => Get(name) is { } value ? (long)(decimal.Parse(value, CultureInfo.InvariantCulture) * 1_000_000_000m) : -1;
        var source = IPAddress.Parse(fields["id.orig_h"]);
        return new FlowRecord
        {
            StartNanoseconds = Nanoseconds("ts"),
            DurationNanoseconds = Nanoseconds("duration"),
            Source = source.ToString(),
            SourcePort = (int)Number("id.orig_p"),
            Destination = IPAddress.Parse(fields["id.resp_h"]).ToString(),
            DestinationPort = (int)Number("id.resp_p"),
            Protocol = fields["proto"] switch
            {
                "tcp" => 6,
                "udp" => 17,
                "icmp" => (byte)(source.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 1 : 58),
                _ => (byte)(Get("ip_proto") is { } number ? int.Parse(number, CultureInfo.InvariantCulture) : 255),
            },
            Service = Get("service") is "(empty)" ? "" : Get("service"),
            SourceBytes = Number("orig_bytes"),
            DestinationBytes = Number("resp_bytes"),
            SourcePackets = Number("orig_pkts"),
            DestinationPackets = Number("resp_pkts"),
            State = Get("conn_state") is { } state ? Enum.Parse<ConnectionState>(state) : ConnectionState.Unknown,
            Label = Label(Filled("label"), Filled("detailed-label")),
            Uid = Filled("uid"),
        };
    }

    private static string? Label(string? label, string? attack) => (label, attack) switch
    {
        ("Malicious", "PartOfAHorizontalPortScan") => "PortScan",
        ("Malicious", { } name) => name,
        _ => label,
    };
}
