using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Inputs;

namespace NetMl.Gnn.Explanations;

/// <summary>Explains the classes that a model over flows gives to flows or hosts.</summary>
/// <remarks>
/// Any network of <see cref="GraphNetworks"/>: masks reach into it through <see cref="StandIns{T}"/>, and where they do not, flows are left out one by one. Looks at
/// the flows within <see cref="IGraphNetwork.Hops"/> steps alone. Immutable: any number of threads may call it at once. Cost: a pass over the whole graph, then 100 to
/// 1,200 passes, there and back, over that part. Sources: Ying et al. 2019 (masks), Sundararajan et al. 2017 (features).
/// </remarks>
public sealed class GraphExplainer(ModelArtifact artifact)
{
    /// <summary>Explains the class of a flow. Edges are the other flows; inputs are the features of the flow, of its source and of its target (zeros when a host talks to itself).</summary>
    /// <param name="graph">Raw features, as for <see cref="NetworkClassifier.Predict"/>.</param>
    /// <param name="flow">Index in the graph.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such flow.</exception>
    /// <exception cref="InvalidDataException">The number of features differs, or a feature is not a finite number.</exception>
    public Explanation ExplainFlow(GraphSample graph, int flow, ExplanationSettings settings, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)flow, (uint)graph.Flows, nameof(flow));
        var ends = (int[])[graph.FlowSource.Span[flow], graph.FlowTarget.Span[flow]];
        return Explain(graph, ends, flow, settings, cancellationToken);
    }

    /// <summary>Explains the class of a node. Edges are flows; inputs are the features of the node.</summary>
    /// <param name="graph">Raw features.</param>
    /// <param name="node">Index in the graph.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such node.</exception>
    /// <exception cref="InvalidDataException">The number of features differs, or a feature is not a finite number.</exception>
    public Explanation ExplainNode(GraphSample graph, int node, ExplanationSettings settings, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)node, (uint)graph.Nodes, nameof(node));
        return Explain(graph, [node], -1, settings, cancellationToken);
    }

    private Explanation Explain(GraphSample graph, int[] ends, int flow, ExplanationSettings settings, CancellationToken cancellationToken)
    {
        var trained = new TrainedNetwork(artifact);
        var part = FlowNeighbourhood.Around(graph, ends, flow, trained.Network.Hops, settings.MostEdges);
        var own = Array.IndexOf(part.Flows, flow);
        var question = new GraphQuestion(artifact, part.Sample, own, own >= 0 ? -1 : Array.IndexOf(part.Nodes, ends[0]));
        return Explaining.Run(question, Probabilities(trained, graph, flow, ends[0]), [.. part.Flows.Where(other => other != flow)], part.LeftOut, settings, cancellationToken);
    }

    private float[] Probabilities(TrainedNetwork trained, GraphSample graph, int flow, int node)
    {
        var prepared = trained.Prepare(graph);
        var outputs = trained.Answer(prepared, OwnedItems<float>.Of(prepared, flow >= 0, new[] { flow >= 0 ? flow : node }));
        return NetworkClassifier.Probabilities(outputs.Span, artifact.Classes.Count);
    }
}
