using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Layers;
using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Encoders;

/// <summary>
/// What a host was in its last windows beside what it is in this one: a gated recurrent unit reads the embeddings of the host's last
/// <see cref="Windows"/> windows, oldest first, and its state stands beside the embedding of the present one.
/// </summary>
/// <remarks>
/// A window in which the host was not seen counts for nothing; before the first one stands an embedding of zeros. The reach is bounded, so that a part
/// of a graph needs a bounded halo; a graph without <see cref="GraphSample.NodeBefore"/> has no past.
/// </remarks>
public sealed class WindowMemory : IHostEncoder
{
    /// <summary>Windows that are read, the present one included.</summary>
    public const int Windows = 4;

    private readonly IHostEncoder _inner;
    private readonly DenseLayer _narrow;
    private readonly GruCell _cell;
    private readonly int _state;

    /// <param name="state">Width of the state.</param>
    public WindowMemory(ParameterLayout layout, string name, IHostEncoder inner, int state)
    {
        (_inner, _state) = (inner, state);
        _narrow = new DenseLayer(layout, $"{name}.input", inner.Width, state);
        _cell = new GruCell(layout, $"{name}.cell", state, state);
    }

    public int Width => _inner.Width + _state;

    /// <summary>Those of the embeddings, and one for each window back.</summary>
    public int Hops => _inner.Hops + Windows - 1;

    /// <inheritdoc/>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, PreparedGraph<T> graph) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var h = _inner.Forward(tape, parameters, graph);
        var nodes = graph.Sample.Nodes;

        // One row of zeros below all: what node n stands for.
        var narrow = tape.JoinRows(tape.Rectify(_narrow.Forward(tape, parameters, h)), tape.Constant(new Tensor<T>(1, _state)));
        var windows = new Variable<T>[Windows];
        var at = Enumerable.Range(0, nodes).ToArray();
        for (var back = Windows - 1; back >= 0; back--)
        {
            windows[back] = tape.Gather(narrow, at);
            at = Array.ConvertAll(at, node => Before(graph.Sample, node));
        }
        return tape.JoinColumns(h, _cell.Read<T>(tape, parameters, windows, tape.Constant(new Tensor<T>(nodes, _state))));
    }

    // The node before; n = none.
    private static int Before(GraphSample graph, int node) =>
        node == graph.Nodes || graph.NodeBefore.IsEmpty || graph.NodeBefore.Span[node] < 0 ? graph.Nodes : graph.NodeBefore.Span[node];
}
