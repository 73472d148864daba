using NetMl.Contracts.Serving;
using NetMl.Features;
using NetMl.Gnn.Anomalies;
using NetMl.Gnn.Explanations;
using NetMl.Inference.Models;
using NetMl.Inference.Scoring;

namespace NetMl.Inference.Explaining;

/// <summary>Makes the answer for a flow or a host.</summary>
internal sealed class Reasons(Replica replica)
{
    private const int ShownFeatures = 20;

    public ExplainResponse OfFlow(ServedModel served, GivenFlows flows, int flow, CancellationToken cancellationToken)
    {
        var why = new GraphExplainer(served.Artifact).ExplainFlow(flows.Sample, flow, new ExplanationSettings(), cancellationToken);
        var (ofFlow, ofHost) = (FlowGraph.FlowFeatureNames.Count, FlowGraph.NodeFeatureNames.Count);
        var graph = flows.Graph;
        var contributions = why.Contributions.AsSpan();
        FeatureReason[] features =
        [
            .. FeatureWords.OfFlow(graph.FlowFeatures.Span.Slice(flow * ofFlow, ofFlow), contributions[..ofFlow]),
            .. FeatureWords.OfHost("source", graph.NodeFeatures.Span.Slice(graph.FlowSource.Span[flow] * ofHost, ofHost), contributions.Slice(ofFlow, ofHost)),
            .. FeatureWords.OfHost("target", graph.NodeFeatures.Span.Slice(graph.FlowTarget.Span[flow] * ofHost, ofHost), contributions[(ofFlow + ofHost)..]),
        ];
        EdgeReason[] edges = [flows.Edge(flow, 1, true), .. Kept(flows, why)];
        return OfClass(served, why, flows.Name(flow), features, edges, [edges[0].Source, edges[0].Target], "flow", cancellationToken);
    }

    /// <param name="node">The host in one window.</param>
    public ExplainResponse OfHost(ServedModel served, GivenFlows flows, int node, CancellationToken cancellationToken)
    {
        var why = new GraphExplainer(served.Artifact).ExplainNode(flows.Sample, node, new ExplanationSettings(), cancellationToken);
        var ofHost = FlowGraph.NodeFeatureNames.Count;
        FeatureReason[] features = [.. FeatureWords.OfHost("host", flows.Graph.NodeFeatures.Span.Slice(node * ofHost, ofHost), why.Contributions)];
        return OfClass(served, why, flows.Host(node), features, [.. Kept(flows, why)], [flows.Host(node)], "flow", cancellationToken);
    }

    /// <summary>The oddest window of a host: features by their share of the score, and whom it talks to there.</summary>
    public ExplainResponse OfAnomaly(ServedModel served, AnomalyDetector detector, GivenFlows flows, IReadOnlyList<int> nodes, CancellationToken cancellationToken)
    {
        var findings = detector.Score(flows.Sample);
        var node = nodes.MaxBy(one => findings.Scores[one]);
        var ofHost = FlowGraph.NodeFeatureNames.Count;
        var features = Strongest(FeatureWords.OfHost("host", flows.Graph.NodeFeatures.Span.Slice(node * ofHost, ofHost), Shares(findings.Why(node, ShownFeatures, 0).Features)));
        int[] own = [.. Enumerable.Range(0, flows.Graph.FlowCount).Where(flow => flows.Graph.FlowSource.Span[flow] == node || flows.Graph.FlowTarget.Span[flow] == node)];
        EdgeReason[] edges = [.. own.Select(flow => flows.Edge(flow, 1, false)).GroupBy(edge => (edge.Source, edge.Target)).OrderByDescending(pair => pair.Count())
            .Take(new ExplanationSettings().Kept).Select(pair => new EdgeReason(pair.Key.Source, pair.Key.Target, pair.Count() / (double)own.Length, false, Start: pair.First().Start, Bytes: pair.Sum(edge => edge.Bytes)))];
        var host = flows.Host(node);
        return new ExplainResponse(
            served.Version.Model, served.Version.Version, served.Version.Task, replica.Name, host, null, findings.Scores[node], [], Sentences.OfAnomaly(host, findings.Scores[node], features),
            features, edges, Drawing.Of(edges, [host], cancellationToken), null, Name(EdgeMethod.None), 0, 0);
    }

    // Of each column in the squared deviations of the oddest ones, which go by the name without a logarithm.
    private static double[] Shares(IReadOnlyList<OddFeature> odd)
    {
        var sum = odd.Sum(feature => feature.Deviation * feature.Deviation);
        return [.. FlowGraph.NodeFeatureNames.Select(column => odd.Where(feature => column == feature.Name || column == $"log1p({feature.Name})")
            .Sum(feature => sum > 0 ? feature.Deviation * feature.Deviation / sum : 0))];
    }

    /// <param name="features">In any order.</param>
    /// <param name="edges">The item first if it is one, then heaviest first.</param>
    /// <param name="items">Nodes that are explained.</param>
    public ExplainResponse OfClass(
        ServedModel served, Explanation why, string item, IEnumerable<FeatureReason> features, IReadOnlyList<EdgeReason> edges, IReadOnlyList<string> items, string edge, CancellationToken cancellationToken)
    {
        var strongest = Strongest(features);
        var fidelity = new ExplanationFidelity(why.Probability, why.WithKept, why.WithoutKept, why.Baseline);
        var name = served.Classes[why.Class];
        ClassProbability[] classes = [.. served.Classes.Zip(why.Probabilities, (one, probability) => new ClassProbability(one, probability)).OrderByDescending(one => one.Probability)];
        return new ExplainResponse(
            served.Version.Model, served.Version.Version, served.Version.Task, replica.Name, item, name, why.Probabilities[why.Class], classes,
            Sentences.OfClass(item, name, why.Probabilities[why.Class], [.. strongest.OrderByDescending(feature => feature.Contribution)], edges, fidelity, edge),
            strongest, edges, Drawing.Of(edges, items, cancellationToken), fidelity, Name(why.Method), why.Edges.Length, why.LeftOut);
    }

    private static IReadOnlyList<FeatureReason> Strongest(IEnumerable<FeatureReason> features) =>
        [.. features.Where(feature => feature.Contribution != 0).OrderByDescending(feature => Math.Abs(feature.Contribution)).Take(ShownFeatures)];

    private static IEnumerable<EdgeReason> Kept(GivenFlows flows, Explanation why) => why.Kept.Select(flow => flows.Edge(flow, why.EdgeWeights[Array.IndexOf(why.Edges, flow)], false));

    private static string Name(EdgeMethod method) => method switch { EdgeMethod.Mask => "mask", EdgeMethod.Occlusion => "occlusion", _ => "none" };
}
