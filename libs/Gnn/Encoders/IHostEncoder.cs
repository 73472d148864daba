using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;

namespace NetMl.Gnn.Encoders;

/// <summary>An embedding for each host inside a window, from its own features, its flows and its peers.</summary>
public interface IHostEncoder
{
    /// <summary>Columns of the embeddings.</summary>
    int Width { get; }

    /// <summary>As of <see cref="IGraphNetwork.Hops"/>.</summary>
    int Hops { get; }

    /// <returns>[n, <see cref="Width"/>].</returns>
    Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, PreparedGraph<T> graph) where T : unmanaged, IFloatingPointIeee754<T>;
}
