using System.Text;
using NetMl.Flows.Reading;

namespace NetMl.Flows.Tests.Reading;

/// <summary>Reading a row into a warm builder allocates nothing.</summary>
public sealed class AllocationTests
{
    private const string Columns = "ts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes\tconn_state\torig_pkts\tresp_pkts";

    [Fact]
    public void Read_ZeekTsvWarm_AllocatesNothing() =>
        AssertNoAllocation(FlowFormat.ZeekTsv, "#fields\t" + Columns, i => $"15000{i:00000}.123456\tC{i}\t10.0.{i % 40}.1\t1024\tfe80::{i % 90:x}\t53\tudp\tdns\t0.5\t40\t80\tSF\t1\t2");

    [Fact]
    public void Read_ZeekJsonWarm_AllocatesNothing() =>
        AssertNoAllocation(FlowFormat.ZeekJson, null, i => $"{{\"ts\":15000{i:00000}.123456,\"uid\":\"C{i}\",\"id.orig_h\":\"10.0.{i % 40}.1\",\"id.orig_p\":5,\"id.resp_h\":\"fe80::{i % 90:x}\",\"service\":\"a\\/b\",\"duration\":1.5,\"conn_state\":\"S0\"}}");

    [Fact]
    public void Read_ArgusWarm_AllocatesNothing() =>
        AssertNoAllocation(FlowFormat.Argus, "StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,State,TotBytes,SrcBytes,Label", i => $"2019/04/04 16:23:00.3,0.02,udp,10.8.{i % 30}.1,5,<->,8.8.8.8,53,CON,142,63,flow=Background");

    private static void AssertNoAllocation(FlowFormat format, string? header, Func<int, string> row)
    {
        var reader = RowReaders.Create(format);
        var lines = Enumerable.Range(0, 2000).Select(i => Encoding.ASCII.GetBytes(row(i))).ToArray();
        var rows = new FlowBatchBuilder();
        if (header is not null)
            reader.Read(Encoding.ASCII.GetBytes(header), rows);
        long allocated = -1;

        // The first rounds grow the arrays and let the compiler settle.
        for (var round = 0; round < 6; round++)
        {
            rows.Clear();
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var line in lines)
                reader.Read(line, rows);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(2000, rows.Count);
        Assert.Equal(0, allocated);
    }
}
