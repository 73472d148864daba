using Microsoft.Extensions.Logging.Abstractions;
using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Behaviours;
using NetMl.GraphFeature.Ownership;
using NetMl.GraphFeature.Store;
using NetMl.GraphFeature.Tests.Store;

namespace NetMl.GraphFeature.Tests.Behaviours;

public sealed class FindingPublisherTests
{
    [Fact]
    public async Task Publish_OneIsRefused_OtherDataSetsGoOn()
    {
        using var stores = TestStores.Sqlite();
        var changes = new FindingChanges();
        var owned = new OwnedDatasets(changes);
        foreach (var dataset in (string[])["lab", "office", "plant"])
        {
            await stores.Flows.AppendAsync(new NewSegment(dataset, "a", 10, 20, 7, 2, [1, 2, 3]), CancellationToken.None);
            await stores.Findings.ReplaceFindingsAsync(dataset, [Finding(dataset)], 7, null, CancellationToken.None);
            owned.Add(dataset);
        }
        var broker = new RefusingBroker("office");
        using var publisher = new FindingPublisher(stores.Findings, owned, changes, broker, TimeProvider.System, NullLogger<FindingPublisher>.Instance);

        await publisher.StartAsync(CancellationToken.None);
        await broker.Taken.WaitAsync(2);
        await publisher.StopAsync(CancellationToken.None);

        Assert.Contains("office", await stores.Findings.ListDatasetsToPublishAsync(CancellationToken.None));
    }

    private static BehaviourFinding Finding(string dataset) => new(
        "x", dataset, "beacon", "10.0.0.1", null, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 50, "T1071", new Dictionary<string, double>(), "It calls.");

    /// <summary>Takes all findings but those of one data set.</summary>
    private sealed class RefusingBroker(string refused) : IFindingBroker
    {
        public CapturedFindings Taken { get; } = new();

        public Task PublishAsync(BehaviourFinding finding, CancellationToken cancellationToken) =>
            finding.Dataset == refused ? throw new InvalidOperationException("too large") : Taken.PublishAsync(finding, cancellationToken);
    }
}
