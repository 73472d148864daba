using System.Numerics;
using NetMl.Gnn.Layers;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Heads;

/// <summary>Outputs for edges from both ends' embeddings and the edge's own features: relu(hᵤ·A + hᵥ·B + xₑ·C + b)·D + d.</summary>
/// <remarks>Source: Lo et al. 2021; we differ: the head also sees the edge's own features, because parallel edges must be able to differ, and has one hidden layer.</remarks>
public sealed class EdgeHead
{
    private readonly ParameterSlot _source;
    private readonly ParameterSlot _target;
    private readonly DenseLayer? _edge;
    private readonly DenseLayer _outputs;

    /// <summary>Registers A, B [hidden, hidden], C [edgeFeatures, hidden] and D [hidden, outputs] under <paramref name="name"/>.</summary>
    /// <param name="edgeFeatures">0 = edges have none: C and b are left out.</param>
    public EdgeHead(ParameterLayout layout, string name, int hidden, int edgeFeatures, int outputs)
    {
        _source = layout.AddWeight($"{name}.source", hidden, hidden);
        _target = layout.AddWeight($"{name}.target", hidden, hidden);
        _edge = edgeFeatures == 0 ? null : new DenseLayer(layout, $"{name}.flow", edgeFeatures, hidden);
        _outputs = new DenseLayer(layout, $"{name}.classes", hidden, outputs);
    }

    /// <param name="h">[n, hidden].</param>
    /// <param name="source">[m]: node at which each edge begins.</param>
    /// <param name="target">[m]: node at which each edge ends.</param>
    /// <param name="edges">[m, edgeFeatures]; null when edges have none.</param>
    /// <returns>[m, outputs].</returns>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, Variable<T> h, ReadOnlyMemory<int> source, ReadOnlyMemory<int> target, Variable<T>? edges)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Each node is multiplied once, not once per edge.
        var ends = tape.Add(
            tape.Gather(tape.Multiply(h, parameters[_source]), source),
            tape.Gather(tape.Multiply(h, parameters[_target]), target));
        if (_edge is { } layer)
            ends = tape.Add(ends, layer.Forward(tape, parameters, edges ?? throw new ArgumentNullException(nameof(edges))));
        return _outputs.Forward(tape, parameters, tape.Rectify(ends));
    }
}
