using System.Text;

namespace NetMl.Flows.Csv;

/// <summary>The columns of a CICFlowMeter file that a flow is made of.</summary>
internal enum CicField : byte
{
    Source, SourcePort, Destination, DestinationPort, Protocol, Timestamp, Duration,
    SourcePackets, DestinationPackets, SourceBytes, DestinationBytes, Label, Other,
}

/// <summary>Finds a column by its name in the spellings of the tool's versions, ignoring case and spaces around it.</summary>
internal static class CicFields
{
    private const int LongestName = 32;

    public static CicField Find(ReadOnlySpan<byte> name)
    {
        name = name.Trim((byte)' ');
        return name.Length > LongestName ? CicField.Other : Encoding.Latin1.GetString(name).ToLowerInvariant() switch
        {
            "src ip" or "source ip" => CicField.Source,
            "src port" or "source port" => CicField.SourcePort,
            "dst ip" or "destination ip" => CicField.Destination,
            "dst port" or "destination port" => CicField.DestinationPort,
            "protocol" => CicField.Protocol,
            "timestamp" => CicField.Timestamp,
            "flow duration" => CicField.Duration,
            "total fwd packet" or "total fwd packets" or "tot fwd pkts" => CicField.SourcePackets,
            "total bwd packets" or "total backward packets" or "tot bwd pkts" => CicField.DestinationPackets,
            "total length of fwd packet" or "total length of fwd packets" or "totlen fwd pkts" => CicField.SourceBytes,
            "total length of bwd packet" or "total length of bwd packets" or "totlen bwd pkts" => CicField.DestinationBytes,
            "label" => CicField.Label,
            _ => CicField.Other,
        };
    }
}
