using System.Globalization;
using System.Text;
using NetMl.Flows.Argus;
using NetMl.Flows.Tests.Fixtures;
using NetMl.Tests;

namespace NetMl.Flows.Tests.Argus;

public sealed class ArgusReaderTests
{
    private const string Header = "StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,State,sTos,dTos,TotPkts,TotBytes,SrcBytes,SrcPkts,Label\n";

    [Theory]
    [InlineData(",")]
    [InlineData("\t")]
    public async Task Read_PlainRow_FillsEveryField(string separator)
    {
        const string Row = "2019/04/04 16:23:00.325010,0.027947,udp,10.8.0.69,48427,  <->,8.8.8.8,53,CON,0,0,3,142,63,1,flow=From-Botnet-V42-UDP-DNS\n";

        var (rows, summary) = await Whole.ReadAsync((Header + Row).Replace(",", separator));

        Assert.Equal(FlowFormat.Argus, summary.Format);
        Assert.Equal(new FlowRecord
        {
            StartNanoseconds = 1_554_394_980_325_010_000,
            DurationNanoseconds = 27_947_000,
            Source = "10.8.0.69",
            SourcePort = 48427,
            Destination = "8.8.8.8",
            DestinationPort = 53,
            Protocol = IpProtocol.Udp,
            SourceBytes = 63,
            DestinationBytes = 79,
            SourcePackets = 1,
            DestinationPackets = 2,
            State = ConnectionState.SF,
            Label = "Botnet",
        }, Assert.Single(rows));
    }

    [Fact]
    public async Task Read_ArrowToTheLeft_ExchangesTheEnds()
    {
        var (rows, _) = await Whole.ReadAsync(Header + "1554394980.5,0.1,tcp,10.0.0.1,80,  <-,10.0.0.2,5000,FSPA_FSPA,0,0,10,1000,900,7,\n");

        Assert.Equal(("10.0.0.2", 5000, 100L, 3L), (rows[0].Source, rows[0].SourcePort, rows[0].SourceBytes, rows[0].SourcePackets));
        Assert.Equal(("10.0.0.1", 80, 900L, 7L), (rows[0].Destination, rows[0].DestinationPort, rows[0].DestinationBytes, rows[0].DestinationPackets));
        Assert.Equal(1_554_394_980_500_000_000, rows[0].StartNanoseconds);
    }

    [Fact]
    public async Task Read_HexAndMissingPorts_AreUnderstood()
    {
        var (rows, _) = await Whole.ReadAsync(Header
            + "2019/04/04 16:23:07.963960,0.000000,icmp,10.8.0.69,0x0008,   ->,192.168.170.1,0x7208,ECO,0,,1,72,72,1,\n"
            + "2019/04/04 16:25:28.874773,891.366760,igmp,10.8.0.69,,   ->,0.0.0.1,,INT,192,,15,600,600,15,\n");

        Assert.Equal((8, 0x7208, IpProtocol.Icmp), (rows[0].SourcePort, rows[0].DestinationPort, rows[0].Protocol));
        Assert.Equal((-1, -1, ConnectionState.S0), (rows[1].SourcePort, rows[1].DestinationPort, rows[1].State));
    }

    [Fact]
    public async Task Read_WithoutSourcePackets_LeavesPacketsMissing()
    {
        var (rows, _) = await Whole.ReadAsync("StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,State,sTos,dTos,TotPkts,TotBytes,SrcBytes,Label\n"
            + "2011/08/10 09:46:59.607825,1.026539,tcp,94.44.127.113,1577,   ->,147.32.84.59,6881,S_RA,0,0,4,276,156,flow=Background-Established-cmpgw-CVUT\n");

        Assert.Equal((156L, 120L, -1L, -1L, "Background", ConnectionState.REJ), (rows[0].SourceBytes, rows[0].DestinationBytes, rows[0].SourcePackets, rows[0].DestinationPackets, rows[0].Label, rows[0].State));
    }

    [Theory]
    [InlineData("S_", ConnectionState.S0)]
    [InlineData("S_R", ConnectionState.REJ)]
    [InlineData("S_RA", ConnectionState.REJ)]
    [InlineData("SR_", ConnectionState.RSTOS0)]
    [InlineData("FS_", ConnectionState.SH)]
    [InlineData("SPA_SPA", ConnectionState.S1)]
    [InlineData("FSPA_FSPA", ConnectionState.SF)]
    [InlineData("FSPA_SPA", ConnectionState.S2)]
    [InlineData("SPA_FSPA", ConnectionState.S3)]
    [InlineData("SRPA_SPA", ConnectionState.RSTO)]
    [InlineData("SPA_SRPA", ConnectionState.RSTR)]
    [InlineData("_SRA", ConnectionState.RSTRH)]
    [InlineData("_FSA", ConnectionState.SHR)]
    [InlineData("PA_PA", ConnectionState.OTH)]
    [InlineData("CON", ConnectionState.SF)]
    [InlineData("INT", ConnectionState.S0)]
    [InlineData("URP", ConnectionState.OTH)]
    [InlineData("", ConnectionState.Unknown)]
    public void ParseState_KnownStates_AreMapped(string state, ConnectionState expected) =>
        Assert.Equal(expected, ArgusStates.Parse(Encoding.ASCII.GetBytes(state)));

    [Theory]
    [InlineData("flow=From-Botnet-V42-TCP-CC", "Botnet")]
    [InlineData("flow=To-Background-UDP-CVUT-DNS-Server", "Background")]
    [InlineData("flow=From-Normal-V42-Jist", "Normal")]
    [InlineData("flow=Malware-UDP-DNS", "Malware")]
    [InlineData("flow=TCP-Established-To-Microsoft-7", "TCP-Established-To-Microsoft-7")]
    [InlineData("", null)]
    public async Task Read_Labels_BecomeFamilies(string label, string? expected)
    {
        var (rows, _) = await Whole.ReadAsync(Header + "2019/04/04 16:23:00,0.1,udp,10.8.0.69,48427,  <->,8.8.8.8,53,CON,0,0,2,142,63,1," + label + "\n");

        Assert.Equal(expected, rows[0].Label);
    }

    [SkippableTheory]
    [InlineData("argus/labeled.tabs.binetflow.gz", '\t', 6725)]
    [InlineData("argus/slips-test2.binetflow.gz", ',', 6751)]
    [InlineData("argus/slips_test3-mixed.binetflow", ',', 89)]
    public async Task Read_RealFile_AgreesWithTheSlowReading(string file, char separator, int lines)
    {
        var path = RealData.Path(file);

        var (rows, summary) = await Whole.ReadFileAsync(path);

        var slow = Slow(Encoding.UTF8.GetString(Whole.Bytes(path)), separator);
        Assert.Equal(slow, rows.Select(r => (r.StartNanoseconds, r.Source, r.Destination, r.SourceBytes, r.DestinationBytes)));
        Assert.Equal(lines, summary.RowsAccepted + summary.RowsRejected);
    }

    private static IEnumerable<(long, string, string, long, long)> Slow(string text, char separator)
    {
        foreach (var fields in text.Split('\n').Skip(1).Where(l => l.Length > 0).Select(l => l.Split(separator)))
        {
            if (!(fields[3].Contains('.') || fields[3].Contains(':')) || !System.Net.IPAddress.TryParse(fields[3], out var source))
                continue;
            var start = DateTimeOffset.ParseExact(fields[0], "yyyy/MM/dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            long total = long.Parse(fields[12], CultureInfo.InvariantCulture), own = long.Parse(fields[13], CultureInfo.InvariantCulture);
            yield return ((start - DateTimeOffset.UnixEpoch).Ticks * 100, source.ToString(), System.Net.IPAddress.Parse(fields[6]).ToString(), own, total - own);
        }
    }
}
