using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Explanations;

/// <summary>The class of a flow, or of a host, of a model over flows: its edges are the other flows, its features those of the flow and of both its hosts, or of the host.</summary>
internal sealed class GraphQuestion : Question
{
    private readonly ModelArtifact _artifact;
    private readonly IGraphNetwork _network;
    private readonly float[] _weights;
    private readonly GraphSample _sample;
    private readonly int _flow;
    private readonly int _node;
    private readonly PreparedGraph<float> _graph;
    private readonly OwnedItems<float> _owned;
    private readonly EntryPicks[] _patterns;
    private readonly Adjacency[] _byFlow;
    private readonly int[] _hosts;
    private readonly int _shown;
    private readonly float[] _inputs;

    /// <param name="sample">The part of the graph around the item.</param>
    /// <param name="flow">The item; −1 = it is a node.</param>
    /// <param name="node">The item; −1 = it is a flow.</param>
    public GraphQuestion(ModelArtifact artifact, GraphSample sample, int flow, int node) : base(artifact.Classes.Count)
    {
        (_artifact, _network, _weights, _sample, _flow, _node) = (artifact, artifact.CreateNetwork(), artifact.Weights.ToArray(), sample, flow, node);
        _graph = PreparedGraph<float>.Create(sample, artifact.NodeScale, artifact.FlowScale);
        _owned = Owned(_graph, flow, node);
        _patterns = [.. ((Adjacency[])[_graph.Outgoing, _graph.Incoming, _graph.OutgoingOthers, _graph.IncomingOthers]).Select(pattern => new EntryPicks(pattern, Edge(pattern.Entries)))];
        _byFlow = [_graph.Opened, _graph.Answered];
        _patterns = [.. _patterns, .. _byFlow.Select(pattern => new EntryPicks(pattern, Edge(pattern.Sources)))];
        _hosts = flow < 0 ? [node] : [sample.FlowSource.Span[flow], sample.FlowTarget.Span[flow]];
        // A host that talks to itself counts as source.
        _shown = _hosts is [var one, var other] && one == other ? 1 : _hosts.Length;
        _inputs = [.. flow < 0 ? [] : _graph.Flows.Row(flow), .. _hosts.SelectMany((host, i) => i < _shown ? _graph.Nodes.Row(host).ToArray() : new float[_graph.Nodes.Columns])];
    }

    /// <summary>All flows but the item.</summary>
    public override int Edges => _sample.Flows - (_flow < 0 ? 0 : 1);

    /// <summary>Those of hosts, then those of flows.</summary>
    public override int MaskedColumns => _sample.NodeFeatureCount + _sample.FlowFeatureCount;

    /// <summary>Of the flow, of its source, of its target (zeros when it is the source); or of the host.</summary>
    public override ReadOnlySpan<float> Inputs => _inputs;

    public override double Gradient(double share, int @class, Span<float> gradient)
    {
        Tape.Reset(Pass.Evaluation);
        var (nodes, flows) = (Copy(_graph.Nodes), Copy(_graph.Flows));
        foreach (var host in _hosts.Distinct())
            Scale(nodes.Row(host), share);
        if (_flow >= 0)
            Scale(flows.Row(_flow), share);
        var (nodeGradient, flowGradient) = (new Tensor<float>(nodes.Rows, nodes.Columns), new Tensor<float>(flows.Rows, flows.Columns));
        var probability = BackwardFromProbability(Run(null, Tape.Parameter(nodes, nodeGradient), Tape.Parameter(flows, flowGradient)), @class);

        gradient.Clear();
        var at = 0;
        if (_flow >= 0)
            flowGradient.Row(_flow).CopyTo(gradient[..(at = flows.Columns)]);
        foreach (var host in _hosts)
        {
            nodeGradient.Row(host).CopyTo(gradient[at..]);
            at += nodes.Columns;
        }
        return probability;
    }

    public override float[] Probabilities(ReadOnlySpan<bool> keeps)
    {
        var kept = new List<int>();
        for (var flow = 0; flow < _sample.Flows; flow++)
            if (flow == _flow || keeps[EdgeOf(flow)])
                kept.Add(flow);
        var graph = PreparedGraph<float>.Create(
            _sample.Only([.. kept], [.. Enumerable.Range(0, _sample.Nodes)]), _artifact.NodeScale, _artifact.FlowScale);
        Tape.Reset(Pass.Evaluation);
        return Softmax(_network.Forward(Tape, Parameters(), graph, Owned(graph, kept.IndexOf(_flow), _node)));
    }

    protected override Variable<float> Forward(Variable<float>? edges, Variable<float>? columns)
    {
        var (nodes, flows) = (Tape.Constant(_graph.Nodes), Tape.Constant(_graph.Flows));
        if (columns is null)
            return Run(edges, nodes, flows);
        int[] all = [.. Enumerable.Range(0, MaskedColumns)];
        return Run(
            edges, Tape.MultiplyRow(nodes, Row(Tape.Gather(columns, all.AsMemory(0, _sample.NodeFeatureCount)))),
            Tape.MultiplyRow(flows, Row(Tape.Gather(columns, all.AsMemory(_sample.NodeFeatureCount)))));
    }

    private Variable<float> Run(Variable<float>? edges, Variable<float> nodes, Variable<float> flows)
    {
        var standIns = new StandIns<float>();
        if (edges is not null)
        {
            var weights = AndOne(edges);
            foreach (var pattern in _patterns)
                pattern.Weigh(standIns, Tape, weights);
        }
        standIns.Replace(_graph.Nodes, nodes);
        standIns.Replace(_graph.Flows, flows);
        if (_owned.Features.Rows > 0)
            standIns.Replace(_owned.Features, Tape.Gather(_flow >= 0 ? flows : nodes, new[] { _flow >= 0 ? _flow : _node }));
        Tape.StandIns = standIns;
        standIns.Replace(_graph.FlowMeans, Tape.JoinColumns(Tape.AverageNeighbours(flows, _byFlow[0]), Tape.AverageNeighbours(flows, _byFlow[1])));
        return _network.Forward(Tape, Parameters(), _graph, _owned);
    }

    private ParameterSet<float> Parameters() => new(Tape, _network.Layout, _weights, Memory<float>.Empty);

    private int[] Edge(ReadOnlySpan<int> flows) => Array.ConvertAll(flows.ToArray(), flow => flow == _flow ? Edges : EdgeOf(flow));

    private int EdgeOf(int flow) => _flow >= 0 && flow > _flow ? flow - 1 : flow;

    private static OwnedItems<float> Owned(PreparedGraph<float> graph, int flow, int node) =>
        OwnedItems<float>.Of(graph, flow >= 0, new[] { flow >= 0 ? flow : node });

    private static Tensor<float> Copy(Tensor<float> values) => new(values.Rows, values.Columns, values.Span.ToArray());

    private static void Scale(Span<float> values, double share)
    {
        foreach (ref var value in values)
            value = (float)(value * share);
    }
}
