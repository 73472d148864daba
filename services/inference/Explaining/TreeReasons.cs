using NetMl.Contracts.Serving;
using NetMl.Features;
using NetMl.Gnn.Baselines;
using NetMl.Inference.Models;
using NetMl.Inference.Protocol;
using NetMl.Inference.Refusals;
using NetMl.Inference.Scoring;

namespace NetMl.Inference.Explaining;

/// <summary>Makes the answer for a flow or a host of boosted trees: features alone, for they see no edges.</summary>
internal sealed class TreeReasons(Replica replica)
{
    public ExplainResponse OfFlow(ServedModel served, TreeClassifier trees, GivenFlows flows, int flow, CancellationToken cancellationToken)
    {
        var (artifact, graph) = (served.Artifact, flows.Graph);
        var why = Explain(served, trees, flows, flow, cancellationToken);
        var (ofFlow, ofHost) = (artifact.FlowFeatureNames.Count, artifact.NodeFeatureNames.Count);
        var shares = why.Score.Shares.AsSpan();
        FeatureReason[] features =
        [
            .. FeatureWords.OfFlow(Reasons.Row(graph.FlowFeatures, FlowGraph.FlowFeatureNames.Count, flow), artifact.FlowFeatureNames, shares[..ofFlow]),
            .. FeatureWords.OfHost("source", Reasons.Host(graph, graph.FlowSource.Span[flow]), artifact.NodeFeatureNames, shares.Slice(ofFlow, ofHost)),
            .. FeatureWords.OfHost("target", Reasons.Host(graph, graph.FlowTarget.Span[flow]), artifact.NodeFeatureNames, shares[(ofFlow + ofHost)..]),
        ];
        var edge = flows.Edge(flow, 1, true);
        return Answer(served, why, flows.Name(flow), features, [edge], [edge.Source, edge.Target], cancellationToken);
    }

    /// <param name="node">The host in one window.</param>
    public ExplainResponse OfHost(ServedModel served, TreeClassifier trees, GivenFlows flows, int node, CancellationToken cancellationToken)
    {
        var (artifact, graph) = (served.Artifact, flows.Graph);
        var why = Explain(served, trees, flows, node, cancellationToken);
        var (ofFlow, ofHost) = (artifact.FlowFeatureNames.Count, artifact.NodeFeatureNames.Count);
        var shares = why.Score.Shares.AsSpan();
        FeatureReason[] features =
        [
            .. FeatureWords.OfHost("host", Reasons.Host(graph, node), artifact.NodeFeatureNames, shares[..ofHost]),
            .. FeatureWords.OfMeanFlow("opened", MeanFlow(graph, graph.FlowSource.Span, node), artifact.FlowFeatureNames, shares.Slice(ofHost, ofFlow)),
            .. FeatureWords.OfMeanFlow("answered", MeanFlow(graph, graph.FlowTarget.Span, node), artifact.FlowFeatureNames, shares[(ofHost + ofFlow)..]),
        ];
        return Answer(served, why, flows.Host(node), features, [], [flows.Host(node)], cancellationToken);
    }

    private static TreeExplanation Explain(ServedModel served, TreeClassifier trees, GivenFlows flows, int item, CancellationToken cancellationToken) => trees.CanExplain
        ? trees.Explain(ScoreFlows.Sample(served, flows.Graph), item, cancellationToken)
        : throw new Refusal(StatusCodes.Status409Conflict, $"Version {served.Version.Version} of the model '{served.Version.Model}' does not say how many training rows reached each node of its trees, without which they are not explained: train it again.");

    private ExplainResponse Answer(
        ServedModel served, TreeExplanation why, string item, FeatureReason[] features, EdgeReason[] edges, string[] items, CancellationToken cancellationToken)
    {
        var strongest = Reasons.Strongest(features);
        var (name, probability) = (served.Classes[why.Class], why.Probabilities[why.Class]);
        var score = new ExplanationScore(why.Score.Mean, why.Score.OfRow, served.Classes[why.Against]);
        return new ExplainResponse(
            served.Version.Model, served.Version.Version, served.Version.Task, replica.Name, item, name, probability, Reasons.Classes(served, why.Probabilities),
            Sentences.OfTrees(item, name, probability, strongest, score, served.AreFlows),
            strongest, edges, Drawing.Of(edges, items, cancellationToken), null, "none", 0, 0, score);
    }

    /// <summary>Mean raw features of the flows with this end; empty without any.</summary>
    private static float[] MeanFlow(FlowGraph graph, ReadOnlySpan<int> ends, int node)
    {
        var (sums, count) = (new double[FlowGraph.FlowFeatureNames.Count], 0);
        for (var flow = 0; flow < ends.Length; flow++)
        {
            if (ends[flow] != node)
                continue;
            count++;
            var row = Reasons.Row(graph.FlowFeatures, sums.Length, flow);
            for (var column = 0; column < sums.Length; column++)
                sums[column] += row[column];
        }
        return count == 0 ? [] : Array.ConvertAll(sums, sum => (float)(sum / count));
    }
}
