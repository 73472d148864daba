using System.Numerics;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Layers;

/// <summary>The targets of a block are its first sources.</summary>
internal static class OwnRows
{
    /// <summary>The rows of x [columns of the adjacency, m] that are targets themselves; x itself in a whole graph.</summary>
    public static Variable<T> TakeOwn<T>(this Tape<T> tape, Variable<T> x, Adjacency adjacency) where T : unmanaged, IFloatingPointIeee754<T> =>
        x.Value.Rows == adjacency.Rows ? x : tape.TakeRows(x, adjacency.Rows);
}
