using NetMl.Flows.Tests.Fixtures;

namespace NetMl.Flows.Tests.Zeek;

public sealed class ZeekJsonReaderTests
{
    private const string Row =
        """{"ts":1517422326.539915,"uid":"C1","id.orig_h":"10.55.100.100","id.orig_p":61843,"id.resp_h":"fe80::1","id.resp_p":80,"proto":"tcp","service":"http","duration":108.985496,"orig_bytes":719,"resp_bytes":336,"conn_state":"SF","local_orig":true,"orig_pkts":10,"resp_pkts":4,"tunnel_parents":["a","}"],"label":"Malicious","detailed-label":"C&C"}""";

    [Fact]
    public async Task Read_PlainRow_FillsEveryField()
    {
        var (rows, summary) = await Whole.ReadAsync(Row + "\n");

        Assert.Equal(FlowFormat.ZeekJson, summary.Format);
        Assert.Equal(new FlowRecord
        {
            StartNanoseconds = 1_517_422_326_539_915_000,
            DurationNanoseconds = 108_985_496_000,
            Source = "10.55.100.100",
            SourcePort = 61843,
            Destination = "fe80::1",
            DestinationPort = 80,
            Protocol = IpProtocol.Tcp,
            Service = "http",
            SourceBytes = 719,
            DestinationBytes = 336,
            SourcePackets = 10,
            DestinationPackets = 4,
            State = ConnectionState.SF,
            Label = "C&C",
            Uid = "C1",
        }, Assert.Single(rows));
    }

    [Fact]
    public async Task Read_IsoTimeEscapesAndOtherOrder_AreUnderstood()
    {
        const string Iso = """{ "id.resp_h" : "10.0.0.2", "uid":"C\u00e4\"\ud83d\ude00", "service":"http\/2", "ts":"2018-01-31T18:12:06.539915Z", "id.orig_h":"10.0.0.1", "duration":null }""";

        var (rows, _) = await Whole.ReadAsync(Row + "\n" + Iso + "\n");

        Assert.Equal((1_517_422_326_539_915_000, "Cä\"😀", "http/2", -1L), (rows[1].StartNanoseconds, rows[1].Uid, rows[1].Service, rows[1].DurationNanoseconds));
    }

    [Theory]
    [InlineData("{\"ts\":1517422326.5,\"uid\":\"C1\",\"id.orig_h\":\"10.0.0.1\",\"id.resp_h\":\"10.0.0.2\"", "not a whole JSON object")]
    [InlineData("{\"ts\":1517422326.5,\"id.orig_h\":\"10.0.0.1\",\"id.resp_h\":\"10.0.0.2\"} x", "not a whole JSON object")]
    [InlineData("{\"ts\":1517422326.5,\"id.orig_h\":\"10.0.0.1\"}", "missing")]
    [InlineData("{\"ts\":1517422326.5,\"id.orig_h\":\"10.0.0.1\",\"id.resp_h\":\"10.0.0.2\",\"id.orig_p\":93145}", "port")]
    [InlineData("{\"ts\":true,\"id.orig_h\":\"10.0.0.1\",\"id.resp_h\":\"10.0.0.2\"}", "missing")]
    [InlineData("{\"_path\":\"dns\",\"ts\":1517422326.5,\"id.orig_h\":\"10.0.0.1\",\"id.resp_h\":\"10.0.0.2\"}", "another of Zeek's logs")]
    [InlineData("[]", "not a whole JSON object")]
    public async Task Read_BadRow_IsCountedWithReason(string line, string reason)
    {
        var (rows, summary) = await Whole.ReadAsync(Row + "\n" + line + "\n");

        Assert.Single(rows);
        Assert.Contains(reason, Assert.Single(summary.Rejections).Reason);
    }
}
