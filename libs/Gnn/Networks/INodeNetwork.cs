using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;

namespace NetMl.Gnn.Networks;

/// <summary>A network that gives each node of a graph a row of outputs.</summary>
public interface INodeNetwork
{
    ParameterLayout Layout { get; }

    /// <summary>c: values per node.</summary>
    int Outputs { get; }

    /// <summary>One row of outputs per node.</summary>
    /// <returns>[n, c]: logits.</returns>
    Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, NodeGraph<T> graph) where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Share of the plan's weight decay that a parameter gets.</summary>
    float DecayShare(ParameterSlot slot);
}
