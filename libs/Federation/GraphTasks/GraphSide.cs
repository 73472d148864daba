using NetMl.Contracts.Federation;
using NetMl.Features;
using NetMl.Flows;
using NetMl.Gnn.Inputs;

namespace NetMl.Federation.GraphTasks;

/// <summary>One side of the split by time.</summary>
/// <param name="Labels">[flows]: index into the plan's classes, −1 = none.</param>
/// <param name="LabelNames">Labels that occur, as the site calls them.</param>
/// <param name="NodeHost">[nodes]: address.</param>
/// <param name="NodeWindow">[nodes]: window, ascending.</param>
/// <param name="WindowFlows">Flows per window but the last.</param>
internal sealed record GraphSide(
    GraphSample Sample, int[] Labels, IReadOnlyList<string> LabelNames, IReadOnlyList<string> NodeHost, ReadOnlyMemory<int> NodeWindow, int WindowFlows)
{
    public int LabelledFlows { get; } = Labels.Count(label => label >= 0);

    /// <summary>The flows that start within [from, to).</summary>
    public static GraphSide Build(IReadOnlyList<FlowBatch> batches, long from, long to, FederationPlan plan)
    {
        var graph = FlowGraph.Build(FlowTable.Build(batches, from, to), plan.WindowFlows);
        int[] classOf = [.. graph.Classes.Select(name => IndexOf(plan.Classes, name))];
        return new GraphSide(
            new GraphSample(
                graph.NodeCount, FlowGraph.NodeFeatureNames.Count, graph.NodeFeatures, graph.FlowSource, graph.FlowTarget,
                FlowGraph.FlowFeatureNames.Count, graph.FlowFeatures),
            Array.ConvertAll(graph.FlowLabel.ToArray(), label => label < 0 ? -1 : classOf[label]), graph.Classes,
            Array.ConvertAll(graph.NodeHost.ToArray(), host => graph.Hosts[host]), graph.NodeWindow,
            plan.WindowFlows == 0 ? Math.Max(1, graph.FlowCount) : plan.WindowFlows);
    }

    /// <summary>The windows as graphs of their own, with the labels of their flows.</summary>
    public IEnumerable<(GraphSample Graph, ReadOnlyMemory<int> Labels)> Windows()
    {
        var node = 0;
        for (int from = 0, window = 0; from < Sample.Flows; from += WindowFlows, window++)
        {
            var flows = Math.Min(WindowFlows, Sample.Flows - from);
            var firstNode = node;
            while (node < Sample.Nodes && NodeWindow.Span[node] == window)
                node++;
            yield return (
                new GraphSample(
                    node - firstNode, Sample.NodeFeatureCount, Rows(Sample.NodeFeatures, firstNode, node - firstNode, Sample.NodeFeatureCount),
                    Shift(Sample.FlowSource.Slice(from, flows), firstNode), Shift(Sample.FlowTarget.Slice(from, flows), firstNode),
                    Sample.FlowFeatureCount, Rows(Sample.FlowFeatures, from, flows, Sample.FlowFeatureCount)),
                Labels.AsMemory(from, flows));
        }
    }

    /// <summary>The same side with more features of each node.</summary>
    public GraphSide Append(int width, Func<string, ReadOnlyMemory<float>> more)
    {
        var (old, wide) = (Sample.NodeFeatureCount, Sample.NodeFeatureCount + width);
        var features = new float[Sample.Nodes * wide];
        for (var node = 0; node < Sample.Nodes; node++)
        {
            Sample.NodeFeatures.Span.Slice(node * old, old).CopyTo(features.AsSpan(node * wide));
            more(NodeHost[node]).Span.CopyTo(features.AsSpan(node * wide + old, width));
        }
        return this with { Sample = new GraphSample(Sample.Nodes, wide, features, Sample.FlowSource, Sample.FlowTarget, Sample.FlowFeatureCount, Sample.FlowFeatures) };
    }

    private static ReadOnlyMemory<float> Rows(ReadOnlyMemory<float> values, int from, int rows, int width) => values.Slice(from * width, rows * width);

    private static int[] Shift(ReadOnlyMemory<int> nodes, int by) => Array.ConvertAll(nodes.ToArray(), node => node - by);

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
            if (string.Equals(names[i], name, StringComparison.Ordinal))
                return i;
        return -1;
    }
}
