using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Encoders;
using NetMl.Gnn.Inputs;
using NetMl.Onnx.Format;
using NetMl.Onnx.Steps;
using NetMl.Tensors;
using static Onnx.TensorProto.Types;

namespace NetMl.Onnx.Inputs;

/// <summary>The inputs of a model of flows or hosts, and all that a network may read of a graph as made of them.</summary>
internal sealed class FlowGraphInputs
{
    /// <summary>Name of the nodes' dimension.</summary>
    public const string NodesName = "nodes";

    /// <summary>Name of the flows' dimension.</summary>
    public const string FlowsName = "flows";

    private readonly OnnxGraph _graph;
    private readonly string _source;
    private readonly string _target;
    private readonly string _rows;
    private readonly Lazy<string> _flows;

    public FlowGraphInputs(OnnxGraph graph, ModelArtifact artifact)
    {
        _graph = graph;
        var raw = graph.Input("node_features", DataType.Float, NodesName, artifact.NodeFeatureNames.Count);
        _source = graph.Input("flow_source", DataType.Int64, FlowsName);
        _target = graph.Input("flow_target", DataType.Int64, FlowsName);
        var rawFlows = graph.Input("flow_features", DataType.Float, FlowsName, artifact.FlowFeatureNames.Count);
        _rows = Scaling.Rows(graph, raw);
        Nodes = Scaling.Standardise(graph, raw, artifact.NodeScale, "standardisation.node");
        _flows = new Lazy<string>(() => Scaling.Standardise(graph, rawFlows, artifact.FlowScale, "standardisation.flow"));
    }

    /// <summary>[n, fn], standardised.</summary>
    public string Nodes { get; }

    /// <summary>[m, fe], standardised.</summary>
    public string Flows => _flows.Value;

    /// <summary>What models without any graph see of each flow or node (<see cref="NetMl.Gnn.Baselines.ItemRows"/>): [items, width].</summary>
    /// <param name="flowFeatures">Columns of <see cref="Flows"/>.</param>
    public string ItemRows(bool areFlows, int flowFeatures) => _graph.Add("Concat", areFlows
        ? [Flows, _graph.Add("Gather", [Nodes, _source], OnnxGraph.Attribute("axis", 0)), _graph.Add("Gather", [Nodes, _target], OnnxGraph.Attribute("axis", 0))]
        : [Nodes, FlowMeans(new Neighbours(_graph, _source, null, _rows), new Neighbours(_graph, _target, null, _rows), flowFeatures)], OnnxGraph.Attribute("axis", 1));

    /// <summary>Says which of the example's tensors and lists are which values of the graph.</summary>
    public void Announce(PassTranslation pass, PreparedGraph<float> example)
    {
        var (outgoing, incoming) = (new Neighbours(_graph, _source, _target, _rows), new Neighbours(_graph, _target, _source, _rows));
        var (opened, answered) = (new Neighbours(_graph, _source, null, _rows), new Neighbours(_graph, _target, null, _rows));
        pass.Know(example.Nodes, () => Nodes);
        pass.Know(example.Flows, () => Flows);
        pass.Know(example.FlowMeans, () => FlowMeans(opened, answered, example.Flows.Columns));
        pass.Know(example.Outgoing, () => outgoing);
        pass.Know(example.Incoming, () => incoming);
        pass.Know(example.OutgoingOthers, outgoing.WithoutSelf);
        pass.Know(example.IncomingOthers, incoming.WithoutSelf);
        pass.Know(example.Opened, () => opened);
        pass.Know(example.Answered, () => answered);
        pass.Know(example.Sample.FlowSource, () => _source);
        pass.Know(example.Sample.FlowTarget, () => _target);
        pass.Know(example.Sample.Nodes, _rows);
        pass.Know(example.Sample.Flows, Scaling.Rows(_graph, _source));
        AnnounceOthers(pass, example, opened, answered);
        AnnouncePast(pass, example.Sample);
    }

    private string FlowMeans(Neighbours opened, Neighbours answered, int width) =>
        _graph.Add("Concat", [opened.Mean(Flows, width), answered.Mean(Flows, width)], OnnxGraph.Attribute("axis", 1));

    // What a masked flow is taken out of its ends' means with: whether it is among an end's flows, and one over how many others there are.
    private void AnnounceOthers(PassTranslation pass, PreparedGraph<float> example, Neighbours opened, Neighbours answered)
    {
        var isLoop = new Lazy<string>(() => _graph.Add("Unsqueeze", [_graph.Cast(_graph.Add("Equal", [_source, _target]), DataType.Float), _graph.Integers(1)]));
        foreach (var (neighbours, adjacency, side, sideList) in (ReadOnlySpan<(Neighbours, Adjacency, ReadOnlyMemory<int>, string)>)
            [(opened, example.Opened, example.Sample.FlowSource, _source), (answered, example.Answered, example.Sample.FlowTarget, _target)])
            foreach (var (ends, endList) in (ReadOnlySpan<(ReadOnlyMemory<int>, string)>)[(example.Sample.FlowSource, _source), (example.Sample.FlowTarget, _target)])
            {
                var (holds, factor) = (new Tensor<float>(ends.Length, 1), new Tensor<float>(ends.Length, 1));
                for (var i = 0; i < ends.Length; i++)
                {
                    var end = ends.Span[i];
                    holds.Span[i] = end == side.Span[i] ? 1 : 0;
                    factor.Span[i] = 1 / MathF.Max(1, adjacency.Offsets[end + 1] - adjacency.Offsets[end] - holds.Span[i]);
                }
                var own = new Lazy<string>(() => endList == sideList ? _graph.Float(1) : isLoop.Value);
                pass.Know(factor, () => _graph.Add("Reciprocal", [_graph.Add("Max", [
                    _graph.Add("Sub", [_graph.Add("Gather", [neighbours.Counts, endList], OnnxGraph.Attribute("axis", 0)), own.Value]), _graph.Float(1)])]));
                if (endList != sideList)
                    pass.Know(holds, () => own.Value);
            }
    }

    // The node itself, then the same host's node before it, and so on; n stands for none.
    private void AnnouncePast(PassTranslation pass, GraphSample example)
    {
        var none = new Lazy<string>(() => _graph.Add("Squeeze", [_rows]));
        var itself = new Lazy<string>(() => _graph.Add("Range", [_graph.Add("Squeeze", [_graph.Integers(0)]), none.Value, _graph.Add("Squeeze", [_graph.Integers(1)])]));
        var before = new Lazy<string>(() =>
        {
            var given = _graph.Input("node_before", DataType.Int64, NodesName);
            var orNone = _graph.Add("Where", [_graph.Add("Less", [given, _graph.Integers(0)]), _rows, given]);
            return _graph.Add("Concat", [orNone, _rows], OnnxGraph.Attribute("axis", 0));
        });
        var (at, list) = (Enumerable.Range(0, example.Nodes).ToArray(), itself);
        for (var back = 0; back < WindowMemory.Windows; back++)
        {
            var (rows, value) = (at, list);
            pass.Know(rows, () => value.Value);
            at = Array.ConvertAll(rows, node => node == example.Nodes || example.NodeBefore.Span[node] < 0 ? example.Nodes : example.NodeBefore.Span[node]);
            list = new Lazy<string>(() => _graph.Add("Gather", [before.Value, value.Value], OnnxGraph.Attribute("axis", 0)));
        }
    }
}
