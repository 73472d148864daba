using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;

namespace NetMl.Gnn.Networks;

/// <summary>A network whose layers each hear direct neighbours, so that it also runs on sampled blocks and layer by layer.</summary>
public interface ILayeredNetwork : INodeNetwork
{
    /// <summary>Number of layers.</summary>
    int Depth { get; }

    /// <summary>One layer, with its activation and dropout.</summary>
    /// <param name="layer">0 = the input's.</param>
    /// <param name="x">[sources, width].</param>
    /// <param name="block">[targets, sources].</param>
    /// <param name="self">[targets]: row of x of each target; empty = the first rows.</param>
    /// <returns>[targets, width of the next layer].</returns>
    Variable<T> ForwardLayer<T>(Tape<T> tape, ParameterSet<T> parameters, int layer, LayerInput<T> x, Adjacency block, ReadOnlyMemory<int> self)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
