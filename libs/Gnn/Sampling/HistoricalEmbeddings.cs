using System.Numerics;
using NetMl.Tensors;

namespace NetMl.Gnn.Sampling;

/// <summary>The latest known embeddings of all nodes after one layer: what a batch hears from nodes outside it, without computing them.</summary>
/// <remarks>
/// Memory and time of a step follow the batch and its direct neighbours, not the exponentially many nodes further out. What is pulled is
/// a constant: no gradient leaves the batch. Source: Fey et al. 2021, "GNNAutoScale".
/// </remarks>
public sealed class HistoricalEmbeddings<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Tensor<T> _history;
    private readonly long[] _pushed;

    /// <param name="nodes">n.</param>
    /// <param name="width">Columns of the layer's output.</param>
    public HistoricalEmbeddings(int nodes, int width)
    {
        _history = new Tensor<T>(nodes, width);
        _pushed = new long[nodes];
        _pushed.AsSpan().Fill(-1);
    }

    /// <summary>Writes the known embeddings of some nodes; zeros for those never pushed.</summary>
    /// <param name="to">[nodes, width].</param>
    public void Pull(ReadOnlySpan<int> nodes, Tensor<T> to)
    {
        Require(nodes, to, nameof(to));
        for (var row = 0; row < nodes.Length; row++)
            _history.Row(nodes[row]).CopyTo(to.Row(row));
    }

    /// <summary>Keeps what a step computed for the nodes of its batch.</summary>
    /// <param name="embeddings">At least [nodes, width]; the first rows are taken.</param>
    public void Push(ReadOnlySpan<int> nodes, Tensor<T> embeddings, long step)
    {
        Require(nodes, embeddings, nameof(embeddings));
        for (var row = 0; row < nodes.Length; row++)
        {
            embeddings.Row(row).CopyTo(_history.Row(nodes[row]));
            _pushed[nodes[row]] = step;
        }
    }

    /// <summary>Mean number of steps since the embeddings of some nodes were pushed: how stale they are; null when none of them ever was.</summary>
    public double? Age(ReadOnlySpan<int> nodes, long step)
    {
        var (sum, count) = (0.0, 0);
        foreach (var node in nodes)
            if (_pushed[node] >= 0)
                (sum, count) = (sum + step - _pushed[node], count + 1);
        return count == 0 ? null : sum / count;
    }

    private void Require(ReadOnlySpan<int> nodes, Tensor<T> rows, string name)
    {
        if (rows.Rows < nodes.Length || rows.Columns != _history.Columns)
            throw new ArgumentException($"{nodes.Length} nodes of width {_history.Columns} do not fit {rows}.", name);
    }
}
