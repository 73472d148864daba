using NetMl.Contracts.Training;
using NetMl.Features;
using NetMl.Gnn;
using NetMl.Gnn.HostClassification;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Scores;
using NetMl.Inference.Capacity;
using NetMl.Inference.Models;
using NetMl.Inference.Protocol;
using NetMl.Inference.Refusals;

namespace NetMl.Inference.Evaluating;

/// <summary>Lets models of flows or hosts answer about stored flows, in windows as they were trained and in pieces of bounded size.</summary>
internal sealed class FlowAnswers(ComputeGate gate)
{
    /// <param name="flows">In order of time.</param>
    /// <param name="classes">Filled up with the labels of the items.</param>
    /// <param name="windowFlows">Of the model.</param>
    public static (FlowGraph Graph, int[] Truth) Items(FlowTable flows, string task, int windowFlows, ClassNumbers classes)
    {
        var graph = FlowGraph.Build(flows, windowFlows);
        var labels = graph.FlowLabel.ToArray();
        if (!GraphNetworks.IsOfFlows(task))
            labels = HostLabels.Of(Sample(graph, 0, graph.FlowCount), labels, BenignClass.Of(graph.Classes));
        int[] numbers = [.. graph.Classes.Select(classes.Of)];
        return (graph, Array.ConvertAll(labels, label => label < 0 ? -1 : numbers[label]));
    }

    /// <summary>Answers about every item of the graph.</summary>
    /// <exception cref="Refusal">409: the flows lack a feature that the model was trained on.</exception>
    public async Task<ItemAnswers> OfAsync(ServedModel served, FlowGraph graph, ClassNumbers classes, int pieceFlows, CancellationToken cancellationToken)
    {
        var artifact = served.Artifact;
        var (told, certainty, scores) = (new List<int>(), new List<float>(), new List<float>());
        int[] numbers = [.. artifact.Classes.Select(classes.Of)];
        foreach (var (first, end) in Pieces(graph, artifact.WindowFlows, pieceFlows))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var turn = await gate.EnterAsync(cancellationToken);
            var outputs = Prediction.Of(served, served.Select(Sample(graph, first, end))).Values.ToArray();
            if (numbers.Length == 0)
            {
                scores.AddRange(outputs);
                continue;
            }
            var answers = ClassificationReport.ArgMax(outputs, numbers.Length);
            for (var item = 0; item < answers.Length; item++)
            {
                told.Add(numbers[answers[item]]);
                certainty.Add(outputs[item * numbers.Length + answers[item]]);
            }
        }
        var threshold = TrainingTasks.IsAnomaly(artifact.Task) ? artifact.Anomaly?.Threshold.Value : null;
        return new ItemAnswers(served.Version.Model, served.Version.Version, artifact.Task, numbers.ToHashSet(), [.. told], [.. certainty], [.. scores], threshold);
    }

    /// <summary>Whole windows of about as many flows; from flow to flow.</summary>
    private static IEnumerable<(int First, int End)> Pieces(FlowGraph graph, int windowFlows, int pieceFlows)
    {
        var step = windowFlows == 0 ? Math.Max(1, graph.FlowCount) : Math.Max(1, pieceFlows / windowFlows) * windowFlows;
        for (var first = 0; first < graph.FlowCount; first += step)
            yield return (first, Math.Min(graph.FlowCount, first + step));
    }

    /// <summary>The windows of a range of flows, which begins and ends with a window.</summary>
    private static GraphSample Sample(FlowGraph graph, int first, int end)
    {
        var (begin, after) = (FirstNode(first), end == graph.FlowCount ? graph.NodeCount : FirstNode(end));
        int[] Shifted(ReadOnlyMemory<int> nodes) => Array.ConvertAll(nodes[first..end].ToArray(), node => node - begin);
        var (nodeWidth, flowWidth) = (FlowGraph.NodeFeatureNames.Count, FlowGraph.FlowFeatureNames.Count);
        return new GraphSample(
            after - begin, nodeWidth, graph.NodeFeatures[(begin * nodeWidth)..(after * nodeWidth)], Shifted(graph.FlowSource), Shifted(graph.FlowTarget),
            flowWidth, graph.FlowFeatures[(first * flowWidth)..(end * flowWidth)]).OfHosts(graph.NodeHost.Span[begin..after]);

        int FirstNode(int flow)
        {
            if (flow >= graph.FlowCount)
                return graph.NodeCount;
            var nodes = graph.NodeWindow.Span;
            var node = nodes.BinarySearch(nodes[graph.FlowSource.Span[flow]]);
            while (node > 0 && nodes[node - 1] == nodes[node])
                node--;
            return node;
        }
    }
}
