using NetMl.Contracts.Datasets;
using NetMl.Contracts.Training;
using NetMl.Gnn;
using NetMl.Gnn.HostClassification;

namespace NetMl.TrainingCoordinator.Preparation;

/// <summary>Says what is known of the items of a job's graphs: by the labels of flows, or by what detectors found.</summary>
sealed class ItemLabels
{
    private static readonly string[] BenignNames = ["Benign", "Normal"];
    private readonly JobRequest _request;
    private readonly IReadOnlyList<BehaviourFinding>? _findings;

    private ItemLabels(JobRequest request, IReadOnlyList<BehaviourFinding>? findings) => (_request, _findings) = (request, findings);

    /// <summary>Reads the findings where labels come from them.</summary>
    /// <exception cref="GraphFeatureException">graph-feature refused or cannot be reached.</exception>
    public static async Task<ItemLabels> ReadAsync(JobRequest request, GraphFeatureClient graphs, CancellationToken cancellationToken) =>
        new(request, request.Labels == LabelSources.Behaviours ? await graphs.FindingsAsync(request.Dataset, cancellationToken) : null);

    /// <summary>Without findings.</summary>
    public static ItemLabels OfFlows(JobRequest request) => new(request, null);

    /// <summary>Place of the benign class; −1 when there is none.</summary>
    public static int Benign(IReadOnlyList<string> classes) => classes.Index().Where(name => BenignNames.Contains(name.Item, StringComparer.OrdinalIgnoreCase)).Select(name => name.Index).FirstOrDefault(-1);

    /// <summary>The labels of one graph.</summary>
    public LabelledGraph Of(SnapshotGraph graph)
    {
        var flows = LabelledGraph.OfFlows(graph);
        return GraphNetworks.IsOfFlows(_request.Task) ? flows
            : flows with { AreFlows = false, Labels = HostLabels.Of(graph.Sample, flows.Labels, Benign(flows.Classes)) };
    }
}
