using System.Text;
using NetMl.Flows.Ndjson;

namespace NetMl.Flows.Tests.Fixtures;

/// <summary>Six good rows of each format, with the quirks that each is known for.</summary>
internal static class Samples
{
    public static IReadOnlyDictionary<string, (FlowFormat Format, byte[] Bytes)> All { get; } = new Dictionary<string, (FlowFormat, byte[])>
    {
        ["zeek-tsv"] = (FlowFormat.ZeekTsv, Lines("#separator \\x09\n#unset_field\t-\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tconn_state\ttunnel_parents   label   detailed-label", i => $"15{i}0000000.123456\tC{i}\t10.0.0.{i}\t40\tfe80::{i}\t443\ttcp\t(empty)\t1.{i}\t99\tSF\t-   Malicious   C&C")),
        ["zeek-json"] = (FlowFormat.ZeekJson, Lines(null, i => $"{{\"ts\":15{i}0000000.123456,\"uid\":\"C\\u00{i}e\",\"id.orig_h\":\"10.0.0.{i}\",\"id.orig_p\":5,\"id.resp_h\":\"fe80::{i}\",\"x\":[1,{{\"a\":\"]\"}}],\"duration\":1.5,\"conn_state\":\"S0\"}}")),
        ["argus, comma"] = (FlowFormat.Argus, Argus(',')),
        ["argus, tab"] = (FlowFormat.Argus, Argus('\t')),
        ["cicflowmeter"] = (FlowFormat.CicFlowMeter, Lines("Src IP,Src Port,Dst IP,Dst Port,Protocol,Timestamp,Flow Duration,Total Fwd Packet,Label", i => $"10.0.0.{i},4{i},10.0.0.9,80,6,2017-07-06 12:39:06.8,24{i},2,\"DoS, Hulk\"")),
        ["ndjson"] = (FlowFormat.Ndjson, Ndjson()),
        ["netml-frame"] = (FlowFormat.NetmlFrame, [.. FlowFrame.Encode("lab", "a", RandomFlows.Batch(new Random(19), 6)), .. FlowFrame.Encode("lab", "b", RandomFlows.Batch(new Random(20), 6))]),
    };

    private static byte[] Argus(char separator) => Lines(
        "StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,State,TotPkts,TotBytes,SrcBytes,SrcPkts,Label".Replace(',', separator),
        i => $"2019/04/0{1 + i} 16:23:00.325010,0.02,udp,10.8.0.{i},0x00{i}8,  <-,8.8.8.8,53,FSPA_SPA,9,142,63,1,flow=From-Botnet-{i}".Replace(',', separator));

    private static byte[] Ndjson()
    {
        using var bytes = new MemoryStream();
        NdjsonWriter.Write(bytes, RandomFlows.Batch(new Random(19), 6));
        return bytes.ToArray();
    }

    private static byte[] Lines(string? header, Func<int, string> row) =>
        Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 6).Select(row).Prepend(header).Where(l => l is not null)) + "\n");
}
