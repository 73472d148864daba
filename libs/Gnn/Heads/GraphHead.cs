using System.Numerics;
using NetMl.Gnn.Layers;
using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Heads;

/// <summary>Outputs for whole graphs: relu([meanᵥ hᵥ ‖ maxᵥ hᵥ ‖ Σᵥ hᵥ]·A + a)·B + b over the nodes v of a graph.</summary>
/// <remarks>A graph without nodes has zeros. Source: Xu et al. 2019 for the sum, which tells graphs apart that mean and max do not.</remarks>
public sealed class GraphHead
{
    private readonly DenseLayer _hidden;
    private readonly DenseLayer _outputs;

    public GraphHead(ParameterLayout layout, string name, int input, int hidden, int outputs)
    {
        _hidden = new DenseLayer(layout, $"{name}.hidden", 3 * input, hidden);
        _outputs = new DenseLayer(layout, $"{name}.outputs", hidden, outputs);
    }

    /// <param name="h">[n, input].</param>
    /// <param name="members">[graphs, n]: the nodes of each graph.</param>
    /// <returns>[graphs, outputs].</returns>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, Variable<T> h, Adjacency members) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var readout = tape.JoinColumns(tape.AverageNeighbours(h, members), tape.MaxNeighbours(h, members), tape.SumNeighbours(h, members));
        return _outputs.Forward(tape, parameters, tape.Rectify(_hidden.Forward(tape, parameters, readout)));
    }
}
