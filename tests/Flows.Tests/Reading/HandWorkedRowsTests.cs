using NetMl.Flows.Tests.Fixtures;

namespace NetMl.Flows.Tests.Reading;

/// <summary>The same three flows in each notation, worked by hand: IPv4 without ports, ICMP and ICMPv6 with type and code, times below a microsecond.</summary>
public sealed class HandWorkedRowsTests
{
    private const long Second = 1_000_000_000;

    // 2017-07-14 02:40:00 UTC.
    private const long Start = 1_500_000_000 * Second;

    private static readonly FlowRecord[] Flows =
    [
        new() { StartNanoseconds = Start + 123_456_789, DurationNanoseconds = 1, Source = "10.0.0.1", Destination = "192.0.2.7", Protocol = 47 },
        new() { StartNanoseconds = Start + 1, DurationNanoseconds = 2 * Second + 5, Source = "10.0.0.1", SourcePort = 8, Destination = "10.0.0.2", DestinationPort = 0, Protocol = IpProtocol.Icmp },
        new() { StartNanoseconds = Start, DurationNanoseconds = 0, Source = "fe80::1", SourcePort = 128, Destination = "2001:db8::ff00:42:8329", DestinationPort = 129, Protocol = IpProtocol.IcmpV6 },
    ];

    [Theory]
    [InlineData("zeek-tsv",
        "#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tduration\n"
        + "1500000000.123456789\t10.0.0.1\t-\t192.0.2.7\t-\tgre\t0.000000001\n"
        + "1500000000.000000001\t10.0.0.1\t8\t10.0.0.2\t0\ticmp\t2.000000005\n"
        + "1500000000\tfe80::1\t128\t2001:db8::ff00:42:8329\t129\ticmp\t0\n")]
    [InlineData("zeek-json",
        "{\"ts\":1500000000.123456789,\"id.orig_h\":\"10.0.0.1\",\"id.resp_h\":\"192.0.2.7\",\"proto\":\"gre\",\"duration\":1e-9}\n"
        + "{\"ts\":\"2017-07-14T02:40:00.000000001Z\",\"id.orig_h\":\"10.0.0.1\",\"id.orig_p\":8,\"id.resp_h\":\"10.0.0.2\",\"id.resp_p\":0,\"proto\":\"icmp\",\"duration\":2.000000005}\n"
        + "{\"ts\":1500000000,\"id.orig_h\":\"fe80::1\",\"id.orig_p\":128,\"id.resp_h\":\"2001:db8::ff00:42:8329\",\"id.resp_p\":129,\"proto\":\"icmp\",\"duration\":0}\n")]
    [InlineData("argus",
        "StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport\n"
        + "2017/07/14 02:40:00.123456789,0.000000001,gre,10.0.0.1,,   ->,192.0.2.7,\n"
        + "1500000000.000000001,2.000000005,icmp,10.0.0.1,0x0008,   ->,10.0.0.2,0x0000\n"
        + "2017/07/14 02:40:00,0,ipv6-icmp,fe80::1,0x0080,  <->,2001:db8::ff00:42:8329,0x0081\n")]
    [InlineData("cicflowmeter",
        "Src IP,Src Port,Dst IP,Dst Port,Protocol,Timestamp,Flow Duration\n"
        + "10.0.0.1,,192.0.2.7,,47,2017-07-14 02:40:00.123456789,0.001\n"
        + "10.0.0.1,8,10.0.0.2,0,1,2017-07-14 02:40:00.000000001,2000000.005\n"
        + "fe80::1,128,2001:db8::ff00:42:8329,129,58,14/07/2017 02:40:00 AM,0\n")]
    [InlineData("ndjson",
        "{\"startNanoseconds\":1500000000123456789,\"durationNanoseconds\":1,\"source\":\"10.0.0.1\",\"destination\":\"192.0.2.7\",\"protocol\":\"gre\"}\n"
        + "{\"start\":\"2017-07-14T04:40:00.000000001+02:00\",\"durationNanoseconds\":2000000005,\"source\":\"10.0.0.1\",\"sourcePort\":8,\"destination\":\"10.0.0.2\",\"destinationPort\":0,\"protocol\":1}\n"
        + "{\"startNanoseconds\":1500000000000000000,\"durationNanoseconds\":0,\"source\":\"fe80::1\",\"sourcePort\":128,\"destination\":\"2001:db8:0:0:0:ff00:42:8329\",\"destinationPort\":129,\"protocol\":58}\n")]
    public async Task Read_RowsOfEachFormat_GiveTheFlowsToTheNanosecond(string format, string text)
    {
        var (rows, summary) = await Whole.ReadAsync(text);

        Assert.Equal(Flows, rows);
        Assert.Equal((format, 0L), (summary.Format?.Name(), summary.RowsRejected));
    }
}
