using NetMl.Flows.Tests.Fixtures;
using NetMl.Tests;

namespace NetMl.Flows.Tests.Csv;

public sealed class CicReaderTests
{
    private const string Header = "id,Flow ID,Src IP,Src Port,Dst IP,Dst Port,Protocol,Timestamp,Flow Duration,Total Fwd Packet,Total Bwd packets,Total Length of Fwd Packet,Total Length of Bwd Packet,Label,Attempted Category\n";
    private const string Row = "1,x,192.168.10.5,58181,192.168.10.3,53,17,2017-07-06 12:39:06.818901,245,2,3,70,102,BENIGN,-1\n";

    [Fact]
    public async Task Read_PlainRow_FillsEveryField()
    {
        var (rows, summary) = await Whole.ReadAsync(Header + Row);

        Assert.Equal(FlowFormat.CicFlowMeter, summary.Format);
        Assert.Equal(new FlowRecord
        {
            StartNanoseconds = 1_499_344_746_818_901_000,
            DurationNanoseconds = 245_000,
            Source = "192.168.10.5",
            SourcePort = 58181,
            Destination = "192.168.10.3",
            DestinationPort = 53,
            Protocol = IpProtocol.Udp,
            SourceBytes = 70,
            DestinationBytes = 102,
            SourcePackets = 2,
            DestinationPackets = 3,
            Label = "Benign",
        }, Assert.Single(rows));
    }

    [Fact]
    public async Task Read_OlderSpellings_AreFound()
    {
        var (rows, _) = await Whole.ReadAsync("Flow ID, Source IP, Source Port, Destination IP, Destination Port, Protocol, Timestamp, Flow Duration, Total Fwd Packets, Total Backward Packets,Total Length of Fwd Packets, Total Length of Bwd Packets, Label\n"
            + "x,10.0.0.1,1,10.0.0.2,80,6,03/07/2017 08:55:58 AM,-1,2,0,12.0,0.0,DoS Hulk\n");

        Assert.Equal((-1L, 12L, 0L, "DoS Hulk", 1_499_072_158_000_000_000), (rows[0].DurationNanoseconds, rows[0].SourceBytes, rows[0].DestinationBytes, rows[0].Label, rows[0].StartNanoseconds));
    }

    [Theory]
    [InlineData("192.168.10.5,", "nowhere,", "neither IPv4 nor IPv6")]
    [InlineData("2017-07-06 12:39:06.818901", "soon", "Timestamp")]
    [InlineData(",245,", ",fast,", "microseconds")]
    [InlineData(",70,", ",70.5,", "count")]
    [InlineData(",-1\n", "\n", "number of columns")]
    public async Task Read_BadRow_IsCountedWithReason(string find, string replacement, string reason)
    {
        var (rows, summary) = await Whole.ReadAsync(Header + Row + Row.Replace(find, replacement));

        Assert.Single(rows);
        Assert.Contains(reason, Assert.Single(summary.Rejections).Reason);
    }

    [SkippableFact]
    public async Task Read_RealFiles_GiveEveryRowAndClass()
    {
        var rows = new List<FlowRecord>();

        foreach (var file in Directory.EnumerateFiles(RealData.Path("cicids2017"), "*.gz"))
        {
            var (read, summary) = await Whole.ReadFileAsync(file);
            Assert.Equal(0, summary.RowsRejected);
            rows.AddRange(read);
        }

        Assert.Equal((43419, 16), (rows.Count, rows.Select(r => r.Label).Distinct().Count()));
        Assert.Equal(5000, rows.Count(r => r.Label == "Benign"));
        Assert.Equal(11, rows.Count(r => r.Label == "Heartbleed"));
    }
}
