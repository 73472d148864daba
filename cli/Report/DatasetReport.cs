using NetMl.Cli.Api;
using NetMl.Cli.Progress;
using NetMl.Cli.Reports;
using NetMl.Contracts.Datasets;

namespace NetMl.Cli.Report;

/// <summary>Asks the gateway for what a report of a data set shows, with bounds on all of it.</summary>
internal sealed class DatasetReport(GatewayClient gateway, string dataset, IProgressBoard board)
{
    private const int PageSize = 1000;

    /// <exception cref="CommandFailure">There is no such data set, or no flow in it, or the gateway fails.</exception>
    public async Task<ReportContent> GatherAsync(CancellationToken cancellationToken)
    {
        var line = board.Start("data", 0);
        line.Report(0, "sizes and services");
        var statistics = await gateway.Datasets.GetStatisticsAsync(dataset, cancellationToken);
        if (statistics.Graph.Hosts == 0)
            throw new CommandFailure($"Data set '{dataset}' holds no flows yet, so there is nothing to report: send some with 'netml ingest {dataset} FILE'.");
        line.Report(0, "communities");
        var (communityOf, sizes, communityTotal) = await CommunitiesAsync(cancellationToken);
        line.Report(0, "hosts");
        var hosts = await HostsAsync(communityOf, cancellationToken);
        line.Report(0, "links");
        var edges = await EdgesAsync(hosts, cancellationToken);
        line.Report(0, "findings");
        var findings = await gateway.Datasets.GetBehavioursAsync(dataset, null, 0, cancellationToken);
        line.Finish($"{Words.Count(hosts.Count, "host", "hosts")}, {Words.Count(edges.Count, "link", "links")}, {Words.Count(findings.Count, "finding", "findings")}");
        return new ReportContent(
            dataset, true, statistics.FirstFlow, statistics.LastFlow, statistics.Graph.Flows, statistics.BytesSent + statistics.BytesReceived,
            statistics.Graph.Hosts, statistics.Graph.Edges, hosts, edges, sizes, communityTotal, [.. findings.Take(ReportContent.MostFindings)],
            statistics.BinSeconds, statistics.ServiceTimes ?? [], Notes(statistics, hosts.Count, edges.Count, findings.Count));
    }

    /// <summary>Members of the largest communities; those of one host are not asked for.</summary>
    private async Task<(Dictionary<string, int> CommunityOf, List<int> Sizes, int Total)> CommunitiesAsync(CancellationToken cancellationToken)
    {
        var page = await gateway.Hosts.ListCommunitiesAsync(dataset, "leiden", 1, 0, ReportContent.MostCommunities, cancellationToken);
        var communityOf = new Dictionary<string, int>(StringComparer.Ordinal);
        var sizes = new List<int>();
        foreach (var community in page.Communities.TakeWhile(community => community.Hosts > 1))
        {
            sizes.Add(community.Hosts);
            for (var offset = 0; offset < Math.Min(community.Hosts, 10 * ReportContent.MostHosts); offset += PageSize)
            {
                var members = await gateway.Hosts.GetCommunityAsync(dataset, community.Id, "leiden", 1, offset, PageSize, cancellationToken);
                foreach (var member in members.Members)
                    communityOf[member] = sizes.Count - 1;
            }
        }
        return (communityOf, sizes, page.Total);
    }

    private async Task<List<ReportHost>> HostsAsync(Dictionary<string, int> communityOf, CancellationToken cancellationToken)
    {
        // The least important of those kept so far comes out first; of equal ones the later one.
        var best = new PriorityQueue<ReportHost, (double Rank, int Row)>();
        using var response = await gateway.Hosts.ExportAsync(dataset, "hosts", "csv", null, cancellationToken);
        var rows = new FeatureRows(await response.Content.ReadAsStreamAsync(cancellationToken), $"the hosts of data set '{dataset}'");
        var number = 0;
        await foreach (var row in rows.ReadAsync(cancellationToken))
        {
            var address = rows.Text(row, "host");
            var host = new ReportHost(
                address, communityOf.GetValueOrDefault(address, -1), rows.Number(row, "pagerank"), (int)Math.Min(int.MaxValue, rows.Amount(row, "degree")),
                rows.Amount(row, "flows_out"), rows.Amount(row, "flows_in"), rows.Amount(row, "bytes_out"), rows.Amount(row, "bytes_in"));
            Keep(best, host, (host.PageRank, -number++), ReportContent.MostHosts);
        }
        return Descending(best);
    }

    private async Task<List<ReportEdge>> EdgesAsync(List<ReportHost> hosts, CancellationToken cancellationToken)
    {
        var placeOf = hosts.Select((host, place) => (host.Address, place)).ToDictionary(pair => pair.Address, pair => pair.place, StringComparer.Ordinal);
        var best = new PriorityQueue<ReportEdge, (double Flows, int Row)>();
        using var response = await gateway.Hosts.ExportAsync(dataset, "pairs", "csv", null, cancellationToken);
        var rows = new FeatureRows(await response.Content.ReadAsStreamAsync(cancellationToken), $"the links of data set '{dataset}'");
        var number = 0;
        await foreach (var row in rows.ReadAsync(cancellationToken))
        {
            if (placeOf.TryGetValue(rows.Text(row, "source"), out var source) && placeOf.TryGetValue(rows.Text(row, "target"), out var target))
                Keep(best, new ReportEdge(source, target, rows.Amount(row, "flows")), (rows.Amount(row, "flows"), -number++), ReportContent.MostEdges);
        }
        return Descending(best);
    }

    private static void Keep<T>(PriorityQueue<T, (double, int)> best, T one, (double, int) worth, int most)
    {
        if (best.Count < most)
            best.Enqueue(one, worth);
        else
            best.EnqueueDequeue(one, worth);
    }

    private static List<T> Descending<T>(PriorityQueue<T, (double, int)> best)
    {
        var list = new List<T>(best.Count);
        while (best.TryDequeue(out var one, out _))
            list.Add(one);
        list.Reverse();
        return list;
    }

    private static List<string> Notes(DatasetStatistics statistics, int hosts, int edges, int findings)
    {
        var notes = new List<string>();
        if (hosts < statistics.Graph.Hosts)
            notes.Add($"Drawn are the {Words.Count(hosts)} hosts with the highest PageRank of {Words.Count(statistics.Graph.Hosts)}.");
        if (hosts == statistics.Graph.Hosts && edges < statistics.Graph.Edges)
            notes.Add($"Drawn are the {Words.Count(edges)} links with the most flows of {Words.Count(statistics.Graph.Edges)}.");
        if (findings > ReportContent.MostFindings)
            notes.Add($"Shown are the {Words.Count(ReportContent.MostFindings)} findings with the highest score of {Words.Count(findings)}.");
        return notes;
    }
}
