using System.Globalization;
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

    /// <summary>The labels that flows came with.</summary>
    public static ItemLabels OfFlows(JobRequest request) => new(request, null);

    /// <summary>What detectors found.</summary>
    public static ItemLabels OfFindings(JobRequest request, IReadOnlyList<BehaviourFinding> findings) => new(request, findings);

    /// <summary>Place of the benign class; −1 when there is none.</summary>
    public static int Benign(IReadOnlyList<string> classes) => classes.Index().Where(name => BenignNames.Contains(name.Item, StringComparer.OrdinalIgnoreCase)).Select(name => name.Index).FirstOrDefault(-1);

    /// <summary>The labels of one graph.</summary>
    public LabelledGraph Of(SnapshotGraph graph)
    {
        var flows = _findings is null ? LabelledGraph.OfFlows(graph) : FindingLabels.Of(graph, _findings);
        if (GraphNetworks.IsOfFlows(_request.Task))
            return flows;
        var labels = HostLabels.Of(graph.Sample, flows.Labels, Benign(flows.Classes));
        return flows with { AreFlows = false, Labels = labels, Weights = flows.Weights.Length == 0 ? [] : HostWeights(graph, flows, labels) };
    }

    /// <summary>Sentences on where labels come from.</summary>
    public IEnumerable<string> Notes => _findings is null ? [] :
    [
        $"Labels are what detectors found ({_findings.Count} findings), each weighed by its score; flows without a finding are benign with weight {FindingLabels.BenignWeight.ToString(CultureInfo.InvariantCulture)}. "
        + "Scores tell how well the model repeats the detectors on flows that it has not learnt from.",
    ];

    // The mean trust in the flows that a host opened and that have its class.
    private static float[] HostWeights(SnapshotGraph graph, LabelledGraph flows, int[] labels)
    {
        var (sums, counts) = (new float[labels.Length], new int[labels.Length]);
        for (var flow = 0; flow < flows.Labels.Length; flow++)
        {
            var node = graph.Sample.FlowSource.Span[flow];
            if (flows.Labels[flow] != labels[node])
                continue;
            sums[node] += flows.Weights[flow];
            counts[node]++;
        }
        return [.. sums.Select((sum, node) => counts[node] == 0 ? 0 : sum / counts[node])];
    }
}
