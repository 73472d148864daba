using Microsoft.Extensions.DependencyInjection;
using NetMl.Contracts.Datasets;
using NetMl.Flows;
using NetMl.GraphFeature.Behaviours;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Tests.Behaviours;

public sealed class KeptAnalysesTests
{
    [Fact]
    public async Task Analyse_MoreBatches_ReadsOnlyThose()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.DeliverAndAnalyseAsync("office", [TestFlows.Batch(TestFlows.PortScan(50))]);
        var first = await OpenAsync(app, "office");
        var examined = first.Analysis.RowsExamined;

        await app.DeliverAsync("office", "more", TestFlows.Batch(TestFlows.PortScan(30, "10.0.0.77")));
        await app.AnalysedAsync("office");

        var second = await OpenAsync(app, "office");
        Assert.Same(first, second);
        Assert.Equal((2, 80), (second.Segments.Count, second.Analysis.Connections));
        Assert.True(second.Analysis.RowsExamined > examined);
    }

    /// <summary>A file that has grown takes the place of what was read before.</summary>
    [Fact]
    public async Task Analyse_BatchThatWasReplaced_BeginsAnew()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        var flows = TestFlows.PortScan(60).ToArray();
        await app.DeliverAsync(Frame(flows[..40]));
        await app.AnalysedAsync("office");
        var first = await OpenAsync(app, "office");

        await app.DeliverAsync(Frame(flows));
        await app.AnalysedAsync("office");

        var second = await OpenAsync(app, "office");
        Assert.NotSame(first, second);
        Assert.Equal(60, second.Analysis.Connections);
        Assert.Equal(60, Assert.Single(await app.GetAsync<BehaviourFinding[]>("/v1/datasets/office/behaviours")).Evidence["ports"]);
    }

    [Fact]
    public async Task Analyse_MoreFlowsThanMemory_LetsTheOldestGo()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder, ("Behaviours:MaximumFlows", "1000"));
        await app.DeliverAndAnalyseAsync("office", [TestFlows.Batch(TestFlows.Browsing(600))]);
        var first = await OpenAsync(app, "office");
        await app.DeliverAndAnalyseAsync("plant", [TestFlows.Batch(TestFlows.Browsing(600))]);

        Assert.NotSame(first, await OpenAsync(app, "office"));
    }

    // A data set larger than memory goes on like any other: not each batch makes the latest million flows be read anew.
    [Fact]
    public async Task Analyse_BatchesBeyondTheLimit_ReadsAnewOnlyNowAndThenAndKeepsWhatWasFound()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder, ("Behaviours:MaximumFlows", "1000"));
        await app.DeliverAndAnalyseAsync("office", [TestFlows.Batch(TestFlows.PortScan(40))]);
        var analyses = new HashSet<KeptAnalyses.Kept>(ReferenceEqualityComparer.Instance);

        for (var batch = 0; batch < 30; batch++)
        {
            await app.DeliverAsync("office", $"batch-{batch}", TestFlows.Batch(TestFlows.Browsing(100, 100 + 100 * batch)));
            await app.AnalysedAsync("office");
            analyses.Add(await OpenAsync(app, "office"));
        }

        Assert.InRange((await OpenAsync(app, "office")).Analysis.Connections, 700, 1000);
        Assert.InRange(analyses.Count, 2, 15);
        Assert.Equal("10.0.0.66", Assert.Single(await app.GetAsync<BehaviourFinding[]>("/v1/datasets/office/behaviours?behaviour=port-scan")).Source);
    }

    private static byte[] Frame(FlowRecord[] flows)
    {
        var batch = TestFlows.Batch(flows);
        return FlowFrame.Encode(new BatchIds("office", key: null), batch);
    }

    private static async Task<KeptAnalyses.Kept> OpenAsync(GraphFeatureApp app, string dataset) => app.Services.GetRequiredService<KeptAnalyses>().Open(
        dataset, await app.Services.GetRequiredService<IFlowStore>().ListSegmentsAsync(dataset, long.MinValue, long.MaxValue, CancellationToken.None));
}
