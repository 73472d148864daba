using NetMl.Contracts.Federation;
using NetMl.Contracts.Training;
using NetMl.Federation.GraphTasks;
using NetMl.Federation.Statistics;
using NetMl.Flows;
using NetMl.Gnn.Inputs;

namespace NetMl.Federation.Tests.GraphTasks;

/// <summary>Small made-up sites.</summary>
internal static class MadeFlows
{
    public static FederationPlan Plan { get; } = new("f", "m", SyntheticCapture.Labels, HiddenSize: 8, WindowFlows: 128);

    public static FederationPlan HostPlan { get; } = Plan with { Task = TrainingTasks.HostAnomaly, Classes = [] };

    /// <summary>1000 flows of a made-up office, labels of six classes.</summary>
    public static IReadOnlyList<FlowBatch> Office(int seed = 1) => [.. SyntheticCapture.Generate(seed, new SyntheticOptions { Flows = 1000, Hosts = 30, Span = TimeSpan.FromMinutes(40) })];

    /// <summary>One flow a second; a label of null = none.</summary>
    public static FlowRecord Flow(int second, string? label, string source = "10.0.0.1", string target = "10.0.0.2") => new()
    {
        StartNanoseconds = second * 1_000_000_000L,
        DurationNanoseconds = 5_000_000,
        Source = source,
        SourcePort = 40000,
        Destination = target,
        DestinationPort = 443,
        Protocol = 6,
        State = ConnectionState.SF,
        SourceBytes = 100 + second,
        DestinationBytes = 200,
        SourcePackets = 3,
        DestinationPackets = 4,
        Label = label,
    };

    public static IReadOnlyList<FlowBatch> Batch(IEnumerable<FlowRecord> flows)
    {
        var builder = new FlowBatchBuilder();
        foreach (var flow in flows)
            builder.Add(flow);
        return [builder.Build()];
    }

    /// <summary>What sites of these flows alone would agree on.</summary>
    public static SharedScaling Scaling(SiteGraphs site, int classes)
    {
        var shares = new float[classes];
        foreach (var label in site.TrainLabels.Span)
            if (label >= 0)
                shares[label] += 1f / site.Items;
        return new SharedScaling(
            Standardisation.Fit(site.Train.NodeFeatures.Span, site.Train.NodeFeatureCount), Standardisation.Fit(site.Train.FlowFeatures.Span, site.Train.FlowFeatureCount), shares);
    }
}
