using NetMl.Contracts.Serving;
using NetMl.Features;
using NetMl.Gnn.Anomalies;
using NetMl.Gnn.Explanations;
using NetMl.Inference.Models;
using NetMl.Inference.Protocol;
using NetMl.Inference.Scoring;

namespace NetMl.Inference.Explaining;

/// <summary>Makes the answer for a flow or a host.</summary>
internal sealed class Reasons(Replica replica)
{
    private const int ShownFeatures = 20;

    public ExplainResponse OfFlow(ServedModel served, GivenFlows flows, int flow, CancellationToken cancellationToken)
    {
        var (artifact, graph) = (served.Artifact, flows.Graph);
        var why = new GraphExplainer(artifact).ExplainFlow(ScoreFlows.Sample(served, graph), flow, new ExplanationSettings(), cancellationToken);
        var (ofFlow, ofHost) = (artifact.FlowFeatureNames.Count, artifact.NodeFeatureNames.Count);
        var contributions = why.Contributions.AsSpan();
        FeatureReason[] features =
        [
            .. FeatureWords.OfFlow(Row(graph.FlowFeatures, FlowGraph.FlowFeatureNames.Count, flow), artifact.FlowFeatureNames, contributions[..ofFlow]),
            .. FeatureWords.OfHost("source", Host(graph, graph.FlowSource.Span[flow]), artifact.NodeFeatureNames, contributions.Slice(ofFlow, ofHost)),
            .. FeatureWords.OfHost("target", Host(graph, graph.FlowTarget.Span[flow]), artifact.NodeFeatureNames, contributions[(ofFlow + ofHost)..]),
        ];
        EdgeReason[] edges = [flows.Edge(flow, 1, true), .. Kept(flows, why)];
        return OfClass(served, why, flows.Name(flow), features, edges, [edges[0].Source, edges[0].Target], "flow", cancellationToken);
    }

    /// <param name="node">The host in one window.</param>
    public ExplainResponse OfHost(ServedModel served, GivenFlows flows, int node, CancellationToken cancellationToken)
    {
        var why = new GraphExplainer(served.Artifact).ExplainNode(ScoreFlows.Sample(served, flows.Graph), node, new ExplanationSettings(), cancellationToken);
        var features = FeatureWords.OfHost("host", Host(flows.Graph, node), served.Artifact.NodeFeatureNames, why.Contributions);
        return OfClass(served, why, flows.Host(node), features, [.. Kept(flows, why)], [flows.Host(node)], "flow", cancellationToken);
    }

    /// <summary>What made a flow odd, or a host in its oddest window.</summary>
    /// <param name="items">The flow, or the host in each of its windows.</param>
    public ExplainResponse OfAnomaly(ServedModel served, AnomalyDetector detector, GivenFlows flows, IReadOnlyList<int> items, CancellationToken cancellationToken)
    {
        var findings = Prediction.Findings(served, detector, ScoreFlows.Sample(served, flows.Graph));
        var item = items.MaxBy(one => findings.Scores[one]);
        var why = findings.Why(item);
        OddFeature[] odd = [.. why.Features.Where(feature => !(feature.Value >= feature.UsualLow && feature.Value <= feature.UsualHigh))];
        FeatureReason[] features = [.. odd.Select(feature => FeatureWords.OfOdd(feature, detector.AreFlows))];
        EdgeReason[] edges = detector.AreFlows ? [flows.Edge(item, 1, true)] : Peers(flows, item);
        string[] ends = detector.AreFlows ? [edges[0].Source, edges[0].Target] : [flows.Host(item)];
        var name = detector.AreFlows ? flows.Name(item) : flows.Host(item);
        return new ExplainResponse(
            served.Version.Model, served.Version.Version, served.Version.Task, replica.Name, name, null, findings.Scores[item], [],
            Sentences.OfAnomaly(name, findings.Scores[item], findings.Threshold, [.. odd.Select(feature => FeatureWords.Sentence(feature, detector.AreFlows))], [.. why.Nearest.Select(neighbour => neighbour.Name)]),
            features, edges, Drawing.Of(edges, ends, cancellationToken), null, Name(EdgeMethod.None), 0, 0);
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
        return new ExplainResponse(
            served.Version.Model, served.Version.Version, served.Version.Task, replica.Name, item, name, why.Probabilities[why.Class], Classes(served, why.Probabilities),
            Sentences.OfClass(item, name, why.Probabilities[why.Class], [.. strongest.OrderByDescending(feature => feature.Contribution)], edges, fidelity, edge),
            strongest, edges, Drawing.Of(edges, items, cancellationToken), fidelity, Name(why.Method), why.Edges.Length, why.LeftOut);
    }

    /// <summary>Most probable first.</summary>
    internal static ClassProbability[] Classes(ServedModel served, float[] probabilities) =>
        [.. served.Classes.Zip(probabilities, (one, probability) => new ClassProbability(one, probability)).OrderByDescending(one => one.Probability)];

    internal static IReadOnlyList<FeatureReason> Strongest(IEnumerable<FeatureReason> features) =>
        [.. features.Where(feature => feature.Contribution != 0).OrderByDescending(feature => Math.Abs(feature.Contribution)).Take(ShownFeatures)];

    internal static ReadOnlySpan<float> Host(FlowGraph graph, int node) => Row(graph.NodeFeatures, FlowGraph.NodeFeatureNames.Count, node);

    internal static ReadOnlySpan<float> Row(ReadOnlyMemory<float> values, int width, int row) => values.Span.Slice(row * width, width);

    // Whom a host talks to in one window, weighed by their share of its flows.
    private static EdgeReason[] Peers(GivenFlows flows, int node)
    {
        var graph = flows.Graph;
        int[] own = [.. Enumerable.Range(0, graph.FlowCount).Where(flow => graph.FlowSource.Span[flow] == node || graph.FlowTarget.Span[flow] == node)];
        return [.. own.Select(flow => flows.Edge(flow, 1, false)).GroupBy(edge => (edge.Source, edge.Target)).OrderByDescending(pair => pair.Count()).Take(new ExplanationSettings().Kept)
            .Select(pair => new EdgeReason(pair.Key.Source, pair.Key.Target, pair.Count() / (double)own.Length, false, Start: pair.First().Start, Bytes: pair.Sum(edge => edge.Bytes)))];
    }

    private static IEnumerable<EdgeReason> Kept(GivenFlows flows, Explanation why) => why.Kept.Select(flow => flows.Edge(flow, why.EdgeWeights[Array.IndexOf(why.Edges, flow)], false));

    private static string Name(EdgeMethod method) => method switch { EdgeMethod.Mask => "mask", EdgeMethod.Occlusion => "occlusion", _ => "none" };
}
