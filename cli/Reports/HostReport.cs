using NetMl.Contracts.Datasets;
using Spectre.Console;

namespace NetMl.Cli.Reports;

/// <summary>One host.</summary>
internal static class HostReport
{
    public static Table Features(HostDetail host)
    {
        var table = Tables.Create($"Host {host.Address}", "feature", ">value", "feature", ">value");
        var features = host.Features.ToList();
        var half = (features.Count + 1) / 2;
        for (var i = 0; i < half; i++)
        {
            var right = i + half < features.Count ? features[i + half] : default;
            table.Row(features[i].Key, Words.Feature(features[i].Key, features[i].Value), right.Key ?? "", right.Key is null ? "" : Words.Feature(right.Key, right.Value));
        }
        return table;
    }

    public static Table Peers(HostDetail host)
    {
        var table = Tables.Create(
            $"{Words.Page(0, host.Peers.Count, host.PeerCount, "peer", "peers")}, most flows first", "peer", ">flows out", ">flows in", ">sent", ">received", "ports", "first", "last");
        foreach (var peer in host.Peers)
        {
            table.Row(
                peer.Address, Words.Count(peer.FlowsOut), Words.Count(peer.FlowsIn), Words.Bytes(peer.BytesOut), Words.Bytes(peer.BytesIn), string.Join(", ", peer.Ports),
                Words.Time(peer.First), Words.Time(peer.Last));
        }
        return table;
    }

    public static Table TimeLine(HostDetail host) => Traffic($"Flows by start, in bins of {Words.Duration(host.BinSeconds)}", host.TimeLine);

    /// <summary>Bins as rows, flows also as a bar.</summary>
    public static Table Traffic(string title, IReadOnlyList<TrafficBin> bins)
    {
        const int longest = 30;
        var most = bins.Count == 0 ? 1 : bins.Max(bin => bin.FlowsOut + bin.FlowsIn);
        var table = Tables.Create(title, "from (UTC)", ">flows out", ">flows in", ">sent", ">received", "");
        foreach (var bin in bins)
        {
            var length = (int)Math.Ceiling((double)longest * (bin.FlowsOut + bin.FlowsIn) / most);
            table.Row(
                Words.Time(bin.Start), Words.Count(bin.FlowsOut), Words.Count(bin.FlowsIn), Words.Bytes(bin.BytesOut), Words.Bytes(bin.BytesIn), new string('▇', length));
        }
        return table;
    }
}
