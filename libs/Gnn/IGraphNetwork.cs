using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;

namespace NetMl.Gnn;

/// <summary>A network over a graph, and the loss that it is trained by.</summary>
public interface IGraphNetwork
{
    ParameterLayout Layout { get; }

    /// <summary>Values per item: classes for a flow classifier, features for a host model.</summary>
    int Outputs { get; }

    /// <summary>One row of outputs per owned item.</summary>
    /// <returns>[owned, <see cref="Outputs"/>].</returns>
    Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, PreparedGraph<T> graph, OwnedItems<T> owned) where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>The sum (not the mean) of the losses of the owned items.</summary>
    /// <returns>[1, 1].</returns>
    Variable<T> Loss<T>(Tape<T> tape, Variable<T> outputs, OwnedItems<T> owned) where T : unmanaged, IFloatingPointIeee754<T>;
}
