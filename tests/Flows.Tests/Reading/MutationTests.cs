using System.Text;
using NetMl.Flows.Ndjson;
using NetMl.Flows.Tests.Fixtures;

namespace NetMl.Flows.Tests.Reading;

/// <summary>1,000 seeded mutations of each format: rows or reasons, never an exception; no row is lost without a trace.</summary>
public sealed class MutationTests
{
    private const int Mutations = 1000;

    public static TheoryData<FlowFormat> Formats => [.. Enum.GetValues<FlowFormat>()];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Read_MutatedBytes_GiveRowsOrReasons(FlowFormat format)
    {
        var original = Sample(format);
        var random = new Random(100 + (int)format);
        long accepted = 0, rejected = 0;

        for (var i = 0; i < Mutations; i++)
        {
            var (rows, summary) = await Whole.ReadAsync(Mutate(original, random), format);
            Assert.Equal(rows.Count, summary.RowsAccepted);
            Assert.Equal(summary.RowsRejected, summary.Rejections.Sum(r => r.Rows));
            Assert.All(rows, Check);
            accepted += rows.Count;
            rejected += summary.RowsRejected;
        }

        Assert.InRange(accepted, Mutations / 2, long.MaxValue);
        Assert.InRange(rejected, Mutations / 10, long.MaxValue);
    }

    [Fact]
    public void Detect_RandomBytes_NeverThrows()
    {
        var random = new Random(99);
        var bytes = new byte[300];

        for (var i = 0; i < 20_000; i++)
        {
            random.NextBytes(bytes);
            if (i % 2 == 0)
                bytes[0] = (byte)"{#N\"\t,"[random.Next(6)];
            _ = FlowFileReader.Detect(bytes.AsSpan(0, random.Next(bytes.Length)), isWhole: true);
        }
    }

    private static void Check(FlowRecord row)
    {
        Assert.InRange(row.SourcePort, -1, 65535);
        Assert.InRange(row.DestinationPort, -1, 65535);
        Assert.InRange(Math.Min(Math.Min(row.SourceBytes, row.DestinationBytes), Math.Min(row.SourcePackets, row.DestinationPackets)), -1, long.MaxValue);
        Assert.InRange(row.DurationNanoseconds, -1, long.MaxValue);
        Assert.True(Enum.IsDefined(row.State));
        Assert.True(System.Net.IPAddress.TryParse(row.Source, out _));
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = new List<byte>(original);
        for (var change = random.Next(1, 8); change > 0; change--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] = (byte)"\n\t,-\"{}0#\\"[random.Next(10)]; break;
                case 2: bytes.RemoveAt(at); break;
                case 3: bytes.Insert(at, (byte)random.Next(256)); break;
                case 4: bytes.RemoveRange(at, Math.Min(random.Next(40), bytes.Count - at)); break;
                default: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(40), bytes.Count - at))); break;
            }
            if (bytes.Count == 0)
                bytes.Add((byte)'x');
        }
        return [.. bytes];
    }

    private static byte[] Sample(FlowFormat format)
    {
        var batch = RandomFlows.Batch(new Random(19), 6);
        if (format == FlowFormat.Ndjson)
        {
            using var bytes = new MemoryStream();
            NdjsonWriter.Write(bytes, batch);
            return bytes.ToArray();
        }
        return format switch
        {
            FlowFormat.NetmlFrame => [.. FlowFrame.Encode("lab", "a", batch), .. FlowFrame.Encode("lab", "b", batch)],
            FlowFormat.ZeekTsv => Lines("#separator \\x09\n#unset_field\t-\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tduration\torig_bytes\tconn_state\ttunnel_parents   label   detailed-label", i => $"15{i}0000000.123456\tC{i}\t10.0.0.{i}\t40\tfe80::{i}\t443\ttcp\t1.{i}\t99\tSF\t-   Malicious   C&C"),
            FlowFormat.ZeekJson => Lines(null, i => $"{{\"ts\":15{i}0000000.123456,\"uid\":\"C\\u00{i}e\",\"id.orig_h\":\"10.0.0.{i}\",\"id.orig_p\":5,\"id.resp_h\":\"fe80::{i}\",\"x\":[1,{{\"a\":\"]\"}}],\"duration\":1.5,\"conn_state\":\"S0\"}}"),
            FlowFormat.Argus => Lines("StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,State,TotPkts,TotBytes,SrcBytes,SrcPkts,Label", i => $"2019/04/0{1 + i} 16:23:00.325010,0.02,udp,10.8.0.{i},0x00{i}8,  <-,8.8.8.8,53,FSPA_SPA,9,142,63,1,flow=From-Botnet-{i}"),
            _ => Lines("Src IP,Src Port,Dst IP,Dst Port,Protocol,Timestamp,Flow Duration,Total Fwd Packet,Label", i => $"10.0.0.{i},4{i},10.0.0.9,80,6,2017-07-06 12:39:06.8,24{i},2,\"DoS, Hulk\""),
        };
    }

    private static byte[] Lines(string? header, Func<int, string> row) =>
        Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 6).Select(row).Prepend(header).Where(l => l is not null)) + "\n");
}
