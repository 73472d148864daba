using System.Globalization;
using NetMl.Contracts.Datasets;
using NetMl.Contracts.Training;
using NetMl.Gnn;
using NetMl.Gnn.HostClassification;
using NetMl.Gnn.Scores;
using NetMl.Gnn.WeakLabels;

namespace NetMl.TrainingCoordinator.Preparation;

/// <summary>Says what is known of the items of a job's graphs: by the labels of flows, or by what detectors found.</summary>
sealed class ItemLabels
{
    private readonly JobRequest _request;
    private readonly IReadOnlyList<BehaviourFinding>? _findings;

    private ItemLabels(JobRequest request, IReadOnlyList<BehaviourFinding>? findings) => (_request, _findings) = (request, findings);

    /// <summary>Reads the findings where labels come from them.</summary>
    /// <exception cref="GraphFeatureException">graph-feature refused or cannot be reached.</exception>
    public static async Task<ItemLabels> ReadAsync(JobRequest request, GraphFeatureClient graphs, CancellationToken cancellationToken) =>
        new(request, request.Labels == LabelSources.Behaviours ? await graphs.FindingsAsync(request.Dataset, cancellationToken) : null);

    /// <summary>The labels that flows came with.</summary>
    public static ItemLabels OfFlows(JobRequest request) => new(request, null);

    /// <summary>What detectors found.</summary>
    public static ItemLabels OfFindings(JobRequest request, IReadOnlyList<BehaviourFinding> findings) => new(request, findings);

    /// <summary>The labels of one graph.</summary>
    public LabelledGraph Of(SnapshotGraph graph)
    {
        var weak = _findings is null ? null : FindingLabels.Of(graph, _findings);
        var flows = weak is null ? LabelledGraph.OfFlows(graph) : new LabelledGraph(graph, true, weak.Labels, weak.Weights, weak.Classes);
        if (GraphNetworks.IsOfFlows(_request.Task))
            return flows;
        var labels = HostLabels.Of(graph.Sample, flows.Labels, BenignClass.Of(flows.Classes));
        return flows with { AreFlows = false, Labels = labels, Weights = weak?.OfHosts(graph.Sample.FlowSource.Span, labels) ?? [] };
    }

    /// <summary>Sentences on where labels come from.</summary>
    public IEnumerable<string> Notes => _findings is null ? [] :
    [
        string.Create(
            CultureInfo.InvariantCulture,
            $"Labels are what detectors found ({_findings.Count} findings), each weighed by its score; flows of which none speaks are {WeakFlowLabels.Benign} with weight {WeakFlowLabels.SilenceWeight}. Scores tell how well the model repeats the detectors on flows that it has not learnt from."),
    ];
}
