using NetMl.Contracts;
using NetMl.Contracts.Datasets;

namespace NetMl.Cli.Api;

/// <summary>What the system found in the flows.</summary>
internal sealed class DatasetsApi(GatewayClient gateway)
{
    public Task<IReadOnlyList<DatasetSummary>> ListAsync(CancellationToken cancellationToken) =>
        gateway.GetAsync("v1/datasets", WireJson.Default.IReadOnlyListDatasetSummary, "the list of data sets", cancellationToken);

    /// <summary>Null while nothing is stored under this name.</summary>
    public Task<DatasetSummary?> FindAsync(string dataset, CancellationToken cancellationToken) =>
        gateway.FindAsync(Path(dataset), WireJson.Default.DatasetSummary, $"the summary of data set '{dataset}'", cancellationToken);

    public Task<DatasetStatistics> GetStatisticsAsync(string dataset, CancellationToken cancellationToken) =>
        gateway.GetAsync($"{Path(dataset)}/statistics", WireJson.Default.DatasetStatistics, $"the statistics of data set '{dataset}'", cancellationToken);

    public Task<IReadOnlyList<SnapshotSummary>> ListSnapshotsAsync(string dataset, CancellationToken cancellationToken) =>
        gateway.GetAsync($"{Path(dataset)}/snapshots", WireJson.Default.IReadOnlyListSnapshotSummary, $"the snapshots of data set '{dataset}'", cancellationToken);

    public Task<IReadOnlyList<SnapshotSummary>> CreateSnapshotsAsync(string dataset, SnapshotSeriesRequest request, CancellationToken cancellationToken) =>
        gateway.PostAsync(
            $"{Path(dataset)}/snapshots/series", request, WireJson.Default.SnapshotSeriesRequest, WireJson.Default.IReadOnlyListSnapshotSummary,
            $"the series of snapshots of data set '{dataset}'", cancellationToken);

    public Task DeleteAsync(string dataset, CancellationToken cancellationToken) =>
        gateway.DeleteAsync(Path(dataset), $"deleting data set '{dataset}'", cancellationToken);

    public Task<IReadOnlyList<BehaviourFinding>> GetBehavioursAsync(string dataset, string? behaviour, double minScore, CancellationToken cancellationToken) =>
        GetBehavioursAsync(dataset, new BehaviourQuery(behaviour, minScore), cancellationToken);

    public Task<IReadOnlyList<BehaviourFinding>> GetBehavioursAsync(string dataset, BehaviourQuery query, CancellationToken cancellationToken) =>
        gateway.GetAsync(
            $"{Path(dataset)}/behaviours{query.Text}", WireJson.Default.IReadOnlyListBehaviourFinding, $"the list of behaviours in data set '{dataset}'", cancellationToken);

    /// <param name="id">Or a beginning that no other id has.</param>
    public Task<BehaviourFinding> GetBehaviourAsync(string dataset, string id, CancellationToken cancellationToken) => gateway.GetAsync(
        $"{Path(dataset)}/behaviours/{Uri.EscapeDataString(id)}", WireJson.Default.BehaviourFinding, $"finding '{id}' of data set '{dataset}'", cancellationToken);

    public static string Path(string dataset) => $"v1/datasets/{Uri.EscapeDataString(dataset)}";
}
