using NetMl.Flows.Tests.Fixtures;

namespace NetMl.Flows.Tests.Zeek;

public sealed class ZeekTsvReaderTests
{
    private const string Columns = "ts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes\tconn_state\torig_pkts\tresp_pkts";
    private const string Header = "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n#fields\t" + Columns + "\n";
    private const string Row = "1500000000.123456\tC1\t10.0.0.1\t1024\t10.0.0.2\t53\tudp\tdns\t0.5\t40\t80\tSF\t1\t2";

    [Fact]
    public async Task Read_PlainRow_FillsEveryField()
    {
        var (rows, _) = await Whole.ReadAsync(Header + Row + "\n");

        Assert.Equal(new FlowRecord
        {
            StartNanoseconds = 1_500_000_000_123_456_000,
            DurationNanoseconds = 500_000_000,
            Source = "10.0.0.1",
            SourcePort = 1024,
            Destination = "10.0.0.2",
            DestinationPort = 53,
            Protocol = IpProtocol.Udp,
            Service = "dns",
            SourceBytes = 40,
            DestinationBytes = 80,
            SourcePackets = 1,
            DestinationPackets = 2,
            State = ConnectionState.SF,
            Uid = "C1",
        }, Assert.Single(rows));
    }

    [Fact]
    public async Task Read_UnsetAndEmpty_StayApart()
    {
        var (rows, _) = await Whole.ReadAsync(Header + Row.Replace("\tdns\t0.5\t40", "\t-\t-\t-") + "\n" + Row.Replace("dns", "(empty)") + "\n");

        Assert.Equal((null, -1L, -1L), (rows[0].Service, rows[0].DurationNanoseconds, rows[0].SourceBytes));
        Assert.Equal("", rows[1].Service);
    }

    [Fact]
    public async Task Read_OtherMarksForUnsetAndEmpty_AreTakenFromTheHeader()
    {
        var header = Header.Replace("#unset_field\t-", "#unset_field\tNIL").Replace("#empty_field\t(empty)", "#empty_field\tNONE");

        var (rows, _) = await Whole.ReadAsync(header + Row.Replace("dns", "NIL") + "\n" + Row.Replace("dns", "NONE") + "\n");

        Assert.Null(rows[0].Service);
        Assert.Equal("", rows[1].Service);
    }

    [Theory]
    [InlineData("\\x7c", "|")]
    [InlineData(",", ",")]
    public async Task Read_OtherSeparator_IsTakenFromTheHeader(string declared, string separator)
    {
        var log = (Header.Replace("#separator \\x09", "#separator " + declared) + Row + "\n").Replace("\t", separator);

        var (rows, _) = await Whole.ReadAsync(log);

        Assert.Equal("10.0.0.2", Assert.Single(rows).Destination);
    }

    [Fact]
    public async Task Read_HeaderComesAgainWithOtherColumns_FollowsIt()
    {
        var second = "#fields\tnode\t" + Columns + "\nworker-1\t" + Row + "\n";

        var (rows, summary) = await Whole.ReadAsync(Header + Row + "\n#close\tnow\n" + second);

        Assert.Equal(2, rows.Count);
        Assert.Equal(rows[0], rows[1]);
        Assert.Equal(0, summary.RowsRejected);
    }

    [Fact]
    public async Task Read_ThreeSpaceTail_GivesAttackNamesAsClasses()
    {
        var header = "#fields\t" + Columns + "\ttunnel_parents   label   detailed-label\n";

        var (rows, _) = await Whole.ReadAsync(header
            + Row + "\t-   Malicious   PartOfAHorizontalPortScan\n" + Row + "\t(empty)   Malicious   C&C\n"
            + Row + "\t-   benign   -\n" + Row + "\t-   Malicious   -\n");

        Assert.Equal(["PortScan", "C&C", "Benign", "Malicious"], rows.Select(r => r.Label));
    }

    [Fact]
    public async Task Read_FreeTextDetail_KeepsTheCoarseLabel()
    {
        var (rows, _) = await Whole.ReadAsync("#fields\t" + Columns + "\tlabel\tdetailedlabel\n" + Row + "\tMalicious\tFrom_malicious\n" + Row + "\t(empty)\t-\n");

        Assert.Equal(["Malicious", null], rows.Select(r => r.Label));
    }

    [Fact]
    public async Task Read_RenamedFields_AreFound()
    {
        var header = "#fields\t" + Columns.Replace("id.orig_h", "src").Replace("id.orig_p", "src_port").Replace("id.resp_h", "dst").Replace("id.resp_p", "dst_port") + "\n";

        var (rows, _) = await Whole.ReadAsync(header + Row + "\n");

        Assert.Equal(("10.0.0.1", 1024, "10.0.0.2", 53), (rows[0].Source, rows[0].SourcePort, rows[0].Destination, rows[0].DestinationPort));
    }

    [Fact]
    public async Task Read_CommaExport_ReadsQuotedFields()
    {
        var log = Columns.Replace('\t', ',') + "\n" + Row.Replace("dns", "\"dns,ssl\"").Replace('\t', ',') + "\r\n";

        var (rows, summary) = await Whole.ReadAsync(log);

        Assert.Equal("dns,ssl", Assert.Single(rows).Service);
        Assert.Equal(FlowFormat.ZeekTsv, summary.Format);
    }

    [Theory]
    [InlineData("icmp", "10.0.0.1", IpProtocol.Icmp)]
    [InlineData("icmp", "fe80::1", IpProtocol.IcmpV6)]
    [InlineData("sctp", "10.0.0.1", IpProtocol.Sctp)]
    [InlineData("unknown_transport", "10.0.0.1", IpProtocol.Unknown)]
    public async Task Read_Protocols_BecomeNumbers(string name, string source, byte expected)
    {
        var (rows, _) = await Whole.ReadAsync(Header + Row.Replace("udp", name).Replace("10.0.0.1", source) + "\n");

        Assert.Equal(expected, rows[0].Protocol);
    }

    [Theory]
    [InlineData("1500000000.123456", "yesterday", "ts is not a time")]
    [InlineData("10.0.0.1", "10.0.0.1.5", "neither IPv4 nor IPv6")]
    [InlineData("\t1024\t", "\t65536\t", "port")]
    [InlineData("\t0.5\t", "\t-0.5\t", "duration")]
    [InlineData("\t40\t", "\t-40\t", "count")]
    [InlineData("\tSF\t", "\tSX\t", "conn_state")]
    [InlineData("\tC1\t", "\t", "fewer columns")]
    [InlineData("\tC1\t", "\tC1\tC2\t", "more columns")]
    [InlineData("10.0.0.1", "-", "missing")]
    public async Task Read_BadRow_IsCountedWithReasonAndLine(string find, string replacement, string reason)
    {
        var (rows, summary) = await Whole.ReadAsync(Header + Row + "\n" + Row.Replace(find, replacement) + "\n" + Row + "\n");

        Assert.Equal(2, rows.Count);
        var rejection = Assert.Single(summary.Rejections);
        Assert.Contains(reason, rejection.Reason);
        Assert.Equal([8L], rejection.FirstLines);
    }

    [Fact]
    public async Task Read_AnotherZeekLog_SaysWhichOneItIs()
    {
        var (rows, summary) = await Whole.ReadAsync(Header.Replace("#path\tconn", "#path\tdns") + Row + "\n");

        Assert.Empty(rows);
        Assert.Contains("Zeek's dns log", Assert.Single(summary.Rejections).Reason);
    }

    [Fact]
    public async Task Read_ByteOrderMarkAndWindowsLineEnds_AreNoPartOfFields()
    {
        var (rows, _) = await Whole.ReadAsync("\uFEFF" + (Header + Row).Replace("\n", "\r\n"));

        Assert.Equal(2, Assert.Single(rows).DestinationPackets);
    }
}
