using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Anomalies.Networks;

/// <summary>How badly codes tell links from random pairs: −Σ log σ(cᵤ·cᵥ) + log(1 − σ(cᵤ·cᵣ)), one link u – v and one random node r per owned item.</summary>
internal static class LinkLoss
{
    /// <param name="codes">[n, d].</param>
    /// <returns>[1, 1]: the sum over the owned flows, or over the owned nodes that have a peer.</returns>
    public static Variable<T> Of<T>(Tape<T> tape, Variable<T> codes, PreparedGraph<T> graph, OwnedItems<T> owned) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (one, other) = owned.Nodes.IsEmpty ? (owned.Source, owned.Target) : Peers(tape, graph, owned.Nodes.Span);
        var random = tape.Indices(one.Length, graph.Sample.Nodes);
        return tape.Add(Judge(tape, codes, one, other, T.One), Judge(tape, codes, one, random, T.Zero));
    }

    private static Variable<T> Judge<T>(Tape<T> tape, Variable<T> codes, ReadOnlyMemory<int> one, ReadOnlyMemory<int> other, T isLink) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var width = codes.Value.Columns;
        var (ones, answers) = (new Tensor<T>(1, width), new Tensor<T>(one.Length, 1));
        ones.Span.Fill(T.One);
        answers.Span.Fill(isLink);
        var logits = tape.MultiplyTransposed(tape.MultiplyElements(tape.Gather(codes, one), tape.Gather(codes, other)), tape.Constant(ones));
        return tape.BinaryCrossEntropy(logits, answers, T.One);
    }

    // Of each node one of its flows with another node, drawn evenly.
    private static (ReadOnlyMemory<int> Nodes, ReadOnlyMemory<int> Peers) Peers<T>(Tape<T> tape, PreparedGraph<T> graph, ReadOnlySpan<int> owned) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var draws = tape.Indices(owned.Length, int.MaxValue);
        var (nodes, peers) = (new List<int>(owned.Length), new List<int>(owned.Length));
        for (var i = 0; i < owned.Length; i++)
        {
            var called = Of(graph.OutgoingOthers, owned[i]);
            var callers = Of(graph.IncomingOthers, owned[i]);
            if (called.Length + callers.Length == 0)
                continue;
            var at = draws[i] % (called.Length + callers.Length);
            nodes.Add(owned[i]);
            peers.Add(at < called.Length ? called[at] : callers[at - called.Length]);
        }
        return (nodes.ToArray(), peers.ToArray());
    }

    private static ReadOnlySpan<int> Of(Adjacency adjacency, int node) => adjacency.Sources[adjacency.Offsets[node]..adjacency.Offsets[node + 1]];
}
