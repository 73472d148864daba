using System.Globalization;
using NetMl.Contracts.Training;
using NetMl.Gnn;
using NetMl.Gnn.HostClassification;
using NetMl.Gnn.Scores;
using NetMl.Gnn.WeakLabels;
using NetMl.TrainingCoordinator.Jobs;

namespace NetMl.TrainingCoordinator.Preparation;

/// <summary>Says what is known of the items of a job's graphs: by the labels of flows, or by what detectors found.</summary>
sealed class ItemLabels
{
    private readonly JobRequest _request;
    private readonly FrozenFindings? _findings;

    private ItemLabels(JobRequest request, FrozenFindings? findings) => (_request, _findings) = (request, findings);

    /// <summary>Of a job: the labels that flows came with, or what detectors had found when it was prepared.</summary>
    public static ItemLabels Of(JobRequest request, JobInputs inputs) =>
        new(request, request.Labels == LabelSources.Behaviours ? inputs.Findings ?? new FrozenFindings([], 0) : null);

    /// <summary>The labels that flows came with.</summary>
    public static ItemLabels OfFlows(JobRequest request) => new(request, null);

    /// <summary>The labels of one graph.</summary>
    /// <param name="end">Start of the first flow of the part that follows it in a split by time, nanoseconds since 1970; null where none does.</param>
    public LabelledGraph Of(SnapshotGraph graph, long? end = null)
    {
        var weak = _findings is null ? null : FindingLabels.Of(graph, _findings, end);
        var flows = weak is null ? LabelledGraph.OfFlows(graph) : new LabelledGraph(graph, true, weak.Labels, weak.Weights, weak.Classes);
        if (GraphNetworks.IsOfFlows(_request.Task))
            return flows;
        var labels = HostLabels.Of(graph.Sample, flows.Labels, BenignClass.Of(flows.Classes));
        return flows with { AreFlows = false, Labels = labels, Weights = weak?.OfHosts(graph.Sample.FlowSource.Span, labels) ?? [] };
    }

    /// <summary>Sentences on where labels come from.</summary>
    public IEnumerable<string> Notes
    {
        get
        {
            if (_findings is null)
                yield break;
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Labels are what detectors had found when the job was prepared ({_findings.Kept.Count} findings), each weighed by its score; flows of which none speaks are {WeakFlowLabels.Benign} with weight {WeakFlowLabels.SilenceWeight}. Scores tell how well the model repeats the detectors on flows that it has not learnt from.");
            if (_findings.LeftOut > 0)
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"A job keeps the {FindingLabels.MostFindings} surest findings; {_findings.LeftOut} more give no label, and their flows count as {WeakFlowLabels.Benign}.");
        }
    }
}
