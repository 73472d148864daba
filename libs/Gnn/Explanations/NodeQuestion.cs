using NetMl.Gnn.Inputs;
using NetMl.Gnn.Networks;
using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Explanations;

/// <summary>The class of a node of any graph: its edges are those that a message can come over, each with one weight in both directions, its features the node's own.</summary>
internal sealed class NodeQuestion : Question
{
    private readonly INodeNetwork _network;
    private readonly float[] _weights;
    private readonly NodeNeighbourhood _part;
    private readonly bool _isDirected;
    private readonly bool _hasFeatures;
    private readonly EntryPicks[] _patterns;
    private readonly float[] _inputs;

    /// <param name="hasFeatures">False: features are numbers of nodes, which explain nothing.</param>
    public NodeQuestion(INodeNetwork network, float[] weights, NodeNeighbourhood part, bool isDirected, bool hasFeatures) : base(network.Outputs)
    {
        (_network, _weights, _part, _isDirected, _hasFeatures) = (network, weights, part, isDirected, hasFeatures);
        var edges = part.Edges.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        _patterns = [Picks(part.Graph.Neighbours, edges), Picks(part.Graph.WithSelf, edges)];
        _inputs = hasFeatures ? OwnFeatures() : [];
    }

    public override int Edges => _part.Edges.Length;

    public override int MaskedColumns => _hasFeatures ? _part.Graph.FeatureCount : 0;

    public override ReadOnlySpan<float> Inputs => _inputs;

    public override double Gradient(double share, int @class, Span<float> gradient)
    {
        Tape.Reset(Pass.Evaluation);
        if (!_hasFeatures)
            return BackwardFromProbability(Run(null, null), @class);
        var value = OwnScaled(share);
        var slopes = new Tensor<float>(value.Rows, value.Columns);
        var probability = BackwardFromProbability(Run(null, Tape.Parameter(value, slopes)), @class);

        gradient.Clear();
        if (_part.Graph.Sparse is not { } sparse)
        {
            slopes.Row(_part.Node).CopyTo(gradient);
            return probability;
        }
        // The weight of an entry is multiplied by its value: the slope along the value is that along the weight over the value.
        for (var e = sparse.Pattern.Offsets[_part.Node]; e < sparse.Pattern.Offsets[_part.Node + 1]; e++)
            gradient[sparse.Pattern.Sources[e]] += sparse.Values[e] == 0 ? 0 : slopes.Span[e] / sparse.Values[e];
        return probability;
    }

    public override float[] Probabilities(ReadOnlySpan<bool> keeps)
    {
        var dropped = new HashSet<(int, int)>();
        for (var edge = 0; edge < keeps.Length; edge++)
        {
            if (keeps[edge])
                continue;
            var (listener, heard) = _part.Edges[edge];
            dropped.Add((listener, heard));
            if (!_isDirected)
                dropped.Add((heard, listener));
        }
        Tape.Reset(Pass.Evaluation);
        return Softmax(Own(_network.Forward(Tape, Parameters(), _part.Without(dropped))));
    }

    protected override Variable<float> Forward(Variable<float>? edges, Variable<float>? columns)
    {
        if (columns is null)
            return Run(edges, null);
        return Run(edges, _part.Graph.Sparse is { } sparse
            ? Tape.Gather(columns, sparse.Pattern.Sources.ToArray())
            : Tape.MultiplyRow(Tape.Constant(Dense), Row(columns)));
    }

    /// <param name="features">Dense features [n, f], or weights of sparse ones [entries, 1]; null = as they are.</param>
    private Variable<float> Run(Variable<float>? edges, Variable<float>? features)
    {
        var standIns = new StandIns<float>();
        if (edges is not null)
        {
            var weights = AndOne(edges);
            foreach (var pattern in _patterns)
                pattern.Weigh(standIns, Tape, weights);
        }
        if (features is not null && _part.Graph.Sparse is { } sparse)
            standIns.Weigh(sparse.Pattern, features);
        else if (features is not null)
            standIns.Replace(Dense, features);
        Tape.StandIns = standIns;
        return Own(_network.Forward(Tape, Parameters(), _part.Graph));
    }

    private Tensor<float> Dense => _part.Graph.Dense ?? throw new InvalidOperationException("A graph of nodes has features of one form.");

    private Variable<float> Own(Variable<float> outputs) => Tape.Gather(outputs, new[] { _part.Node });

    private ParameterSet<float> Parameters() => new(Tape, _network.Layout, _weights, Memory<float>.Empty);

    private float[] OwnFeatures()
    {
        if (_part.Graph.Sparse is not { } sparse)
            return Dense.Row(_part.Node).ToArray();
        var own = new float[sparse.Columns];
        for (var e = sparse.Pattern.Offsets[_part.Node]; e < sparse.Pattern.Offsets[_part.Node + 1]; e++)
            own[sparse.Pattern.Sources[e]] += sparse.Values[e];
        return own;
    }

    // Dense features, or weights of sparse ones, with the node's own times a share.
    private Tensor<float> OwnScaled(double share)
    {
        if (_part.Graph.Sparse is { } sparse)
        {
            var weights = new Tensor<float>(sparse.Values.Length, 1);
            weights.Span.Fill(1);
            weights.Span[sparse.Pattern.Offsets[_part.Node]..sparse.Pattern.Offsets[_part.Node + 1]].Fill((float)share);
            return weights;
        }
        var values = new Tensor<float>(Dense.Rows, Dense.Columns, Dense.Span.ToArray());
        foreach (ref var value in values.Row(_part.Node))
            value = (float)(value * share);
        return values;
    }

    private EntryPicks Picks(Adjacency pattern, Dictionary<(int, int), int> edges)
    {
        var picks = new int[pattern.Count];
        for (var row = 0; row < pattern.Rows; row++)
        {
            for (var e = pattern.Offsets[row]; e < pattern.Offsets[row + 1]; e++)
            {
                var heard = pattern.Sources[e];
                picks[e] = edges.GetValueOrDefault(_isDirected || row < heard ? (row, heard) : (heard, row), edges.Count);
            }
        }
        return new EntryPicks(pattern, picks);
    }
}
