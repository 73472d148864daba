using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;

namespace NetMl.Gnn;

/// <summary>A network over a graph, and the loss that it is trained by.</summary>
public interface IGraphNetwork
{
    ParameterLayout Layout { get; }

    /// <summary>Values per item: classes for a classifier, features or an embedding for a model without labels.</summary>
    int Outputs { get; }

    /// <summary>Steps along flows, or to the same host's node before, from which an item's outputs hear: what a part of a graph must hold around the items that it owns.</summary>
    int Hops { get; }

    /// <summary>One row of outputs per owned item.</summary>
    /// <returns>[owned, <see cref="Outputs"/>].</returns>
    Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, PreparedGraph<T> graph, OwnedItems<T> owned) where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>The sum (not the mean) of the losses of the owned items, forward pass included; random numbers are those of the tape's pass.</summary>
    /// <returns>[1, 1].</returns>
    Variable<T> Loss<T>(Tape<T> tape, ParameterSet<T> parameters, PreparedGraph<T> graph, OwnedItems<T> owned) where T : unmanaged, IFloatingPointIeee754<T>;
}
