using System.Net;
using NetMl.Contracts.Federation;
using NetMl.Federation.GraphTasks;
using NetMl.Federation.Learning;
using NetMl.Federation.Statistics;
using NetMl.Flows;
using NetMl.Gnn.Inputs;

namespace NetMl.Federation.Tests.GraphTasks;

public sealed class BoundaryExchangeTests
{
    private const double Range = 4;
    private const int Servers = 40;
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)(i * 7))];
    private static readonly FederationPlan Plan = new("f", "m", ["Benign", "Malicious"], HiddenSize: 12, WindowFlows: 64, Boundary: new BoundaryPlan(512, 6));

    [Fact]
    public void Exchange_LabelDependsOnWhatTheServerDoesElsewhere_RaisesAccuracyClearly()
    {
        var alone = Accuracy(Plan with { Boundary = null }, joined: false);
        var together = Accuracy(Plan, joined: true);

        Assert.True(alone < 0.7, $"{alone}");
        Assert.True(together > 0.95, $"{together}");
    }

    [Fact]
    public void Table_HostsRenamed_HoldsTheSameRowsElsewhere()
    {
        var records = BranchFlows().ToArray();
        static string Renamed(string address) => address.Replace("10.", "172.", StringComparison.Ordinal);
        var (site, moved) = (Site(records, Plan), Site(records.Select(flow => flow with { Source = Renamed(flow.Source), Destination = Renamed(flow.Destination) }), Plan));
        var scaling = MadeFlows.Scaling(site, 2);

        var rows = Rows(BoundaryExchange.Table(site, scaling, Secret, Range));
        var movedRows = Rows(BoundaryExchange.Table(moved, scaling, Secret, Range));

        // 40 servers and their 3 peers in 512 buckets: nearly all rows are of one host, and say nothing of what it is called.
        Assert.NotEqual(rows.Select(row => row.Bucket), movedRows.Select(row => row.Bucket));
        var common = rows.Select(row => row.Text).Intersect(movedRows.Select(row => row.Text)).Count();
        Assert.True(common >= 35, $"{common} of {rows.Length} and {movedRows.Length}");
    }

    [Fact]
    public void Table_BytesThatTravel_HoldNoAddress()
    {
        var records = BranchFlows().ToArray();
        var site = Site(records, Plan);

        var bytes = BoundaryExchange.Table(site, MadeFlows.Scaling(site, 2), Secret, Range).SelectMany(value => BitConverter.GetBytes((float)value)).ToArray();

        foreach (var address in records.SelectMany(flow => new[] { flow.Source, flow.Destination }).Distinct())
        {
            Assert.Equal(-1, bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(address)));
            Assert.Equal(-1, bytes.AsSpan().IndexOf(IPAddress.Parse(address).GetAddressBytes()));
        }
    }

    [Fact]
    public void Table_AnotherSecret_PutsHostsElsewhere()
    {
        var site = Site(BranchFlows(), Plan);
        var scaling = MadeFlows.Scaling(site, 2);

        var one = Rows(BoundaryExchange.Table(site, scaling, Secret, Range)).Select(row => row.Bucket).ToHashSet();
        var two = Rows(BoundaryExchange.Table(site, scaling, [.. Secret.Reverse()], Range)).Select(row => row.Bucket).ToHashSet();

        Assert.True(one.Intersect(two).Count() < one.Count / 2);
    }

    [Fact]
    public void Table_Numbers_StayWithinRange()
    {
        var site = Site(BranchFlows(), Plan);

        var table = BoundaryExchange.Table(site, MadeFlows.Scaling(site, 2), Secret, 0.5);

        Assert.Equal(BoundaryExchange.Length(new BoundaryPlan(512, 6)), table.Length);
        Assert.All(table, value => Assert.InRange(value, -0.5, 0.5));
        Assert.Contains(0.5, table);
    }

    [Fact]
    public void Join_SumHoldsOnlyTheOwnTable_AppendsZeros()
    {
        var site = Site(BranchFlows(), Plan);
        var table = BoundaryExchange.Table(site, MadeFlows.Scaling(site, 2), Secret, Range);

        var joined = BoundaryExchange.Join(site, table, table, Secret, Range);

        Assert.All(Enumerable.Range(0, joined.Train.Nodes), node => Assert.All(Appended(joined.Train, node), value => Assert.Equal(0, value)));
        Assert.Equal(site.Train.NodeFeatures.Span[..5].ToArray(), joined.Train.NodeFeatures.Span[..5].ToArray());
    }

    [Fact]
    public void Join_OwnTableIsNotInTheSum_AppendsTheOthersMean()
    {
        var site = Site(BranchFlows(), Plan);
        var table = BoundaryExchange.Table(site, MadeFlows.Scaling(site, 2), Secret, Range);
        double[] twice = [.. table.Select(value => 2 * value)];

        var missing = BoundaryExchange.Join(site, [], twice, Secret, Range);
        var present = BoundaryExchange.Join(site, table, twice, Secret, Range);

        Assert.Contains(Enumerable.Range(0, missing.Train.Nodes), node => Appended(missing.Train, node).Any(value => value != 0));
        for (var i = 0; i < missing.Train.NodeFeatures.Length; i++)
            Assert.Equal(missing.Train.NodeFeatures.Span[i], present.Train.NodeFeatures.Span[i], 1e-6f);
    }

    [Fact]
    public void Objective_BeforeTheExchange_IsRefused()
    {
        var site = Site(BranchFlows(), Plan);

        Assert.Contains("boundary", Assert.Throws<InvalidOperationException>(() => site.Objective(MadeFlows.Scaling(site, 2))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_ShortSecret_IsRefused()
    {
        var site = Site(BranchFlows(), Plan);

        Assert.Throws<ArgumentException>(() => BoundaryExchange.Table(site, MadeFlows.Scaling(site, 2), [1, 2, 3], Range));
    }

    private static double Accuracy(FederationPlan plan, bool joined)
    {
        var (office, branch) = (Site(OfficeFlows(), plan), Site(BranchFlows(), plan));
        var both = GraphSample.Concat(office.Train, branch.Train);
        var scaling = new SharedScaling(
            Standardisation.Fit(both.NodeFeatures.Span, both.NodeFeatureCount), Standardisation.Fit(both.FlowFeatures.Span, both.FlowFeatureCount), [.5f, .5f]);
        if (joined)
        {
            var (mine, theirs) = (BoundaryExchange.Table(office, scaling, Secret, Range), BoundaryExchange.Table(branch, scaling, Secret, Range));
            office = BoundaryExchange.Join(office, mine, [.. mine.Zip(theirs, (a, b) => a + b)], Secret, Range);
        }
        var objective = office.Objective(scaling);
        var start = PlannedNetwork.Initial(plan);
        var update = LocalTraining.Run(objective, start, new LocalOrder(40, 0.01, "adam"), default, new Random(1), CancellationToken.None);
        return objective.Test(start.Zip(update.Delta, (a, b) => a + b).ToArray()).Accuracy;
    }

    /// <summary>Clients call shared servers, all alike; every second server is Malicious, which nothing here shows.</summary>
    private static IEnumerable<FlowRecord> OfficeFlows()
    {
        var random = new Random(5);
        for (var second = 0; second < 600; second++)
        {
            var server = random.Next(Servers);
            yield return MadeFlows.Flow(second, server % 2 == 0 ? "Benign" : "Malicious", $"192.168.0.{random.Next(20) + 1}", $"10.0.0.{server + 1}") with { SourceBytes = random.Next(1000), DestinationBytes = random.Next(1000) };
        }
    }

    /// <summary>At the branch the same servers: the malicious ones open flows, the others answer.</summary>
    private static IEnumerable<FlowRecord> BranchFlows()
    {
        var random = new Random(6);
        for (var second = 0; second < 600; second++)
        {
            var (server, peer) = ($"10.0.0.{second % Servers + 1}", $"10.1.0.{random.Next(3) + 1}");
            yield return second % Servers % 2 == 0 ? MadeFlows.Flow(second, "Benign", peer, server) : MadeFlows.Flow(second, "Benign", server, peer);
        }
    }

    private static SiteGraphs Site(IEnumerable<FlowRecord> flows, FederationPlan plan) => SiteGraphs.Build(MadeFlows.Batch(flows), plan);

    private static (int Bucket, string Text)[] Rows(double[] table) =>
    [
        .. table.Chunk(7).Select((row, bucket) => (bucket, row)).Where(one => one.row[^1] > 0)
            .Select(one => (one.bucket, string.Join(' ', one.row.Select(value => value.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture))))),
    ];

    private static float[] Appended(GraphSample graph, int node) => graph.NodeFeatures.Slice((node + 1) * graph.NodeFeatureCount - 6, 6).ToArray();
}
