using NetMl.Gnn.Inputs;
using NetMl.Gnn.Networks;
using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Parallelism;

namespace NetMl.Gnn.Sampling;

/// <summary>Answers of a network for all nodes, one layer after another and some rows at a time, with all neighbours.</summary>
/// <remarks>Two layers' embeddings of all nodes are in memory, and the work of one part: not a neighbourhood of several hops. Source: Hamilton et al. 2017, section 3.1.</remarks>
public static class LayerwiseInference
{
    private const int PartRows = 1 << 14;

    /// <summary>Logits of all nodes. O(layers · (n + m)) layer work.</summary>
    /// <param name="values">[layout.Count].</param>
    /// <returns>[n, outputs].</returns>
    public static Tensor<float> Run(ILayeredNetwork network, NodeGraph<float> graph, Memory<float> values, WorkTeam team)
    {
        var tape = new Tape<float>(team);
        var parameters = new ParameterSet<float>(tape, network.Layout, values, Memory<float>.Empty);
        Tensor<float>? embeddings = null;
        for (var layer = 0; layer < network.Depth; layer++)
            embeddings = Layer(network, graph, layer, embeddings, tape, parameters);
        return embeddings ?? throw new ArgumentException("A network without layers has no answers.", nameof(network));
    }

    private static Tensor<float> Layer(ILayeredNetwork network, NodeGraph<float> graph, int layer, Tensor<float>? former, Tape<float> tape, ParameterSet<float> parameters)
    {
        Tensor<float>? all = null;

        // Sparse features are multiplied for all nodes at once, so they go in one part.
        var most = former is null && graph.Sparse is not null ? Math.Max(1, graph.Nodes) : PartRows;
        var (block, self) = (Adjacency.Empty(), new int[Math.Min(most, graph.Nodes)]);
        for (var from = 0; from < graph.Nodes; from += most)
        {
            var rows = Math.Min(most, graph.Nodes - from);
            Cut(graph.Neighbours, from, rows, block);
            for (var row = 0; row < rows; row++)
                self[row] = from + row;
            tape.Reset(Pass.Evaluation);
            LayerInput<float> x = former is null ? graph.Features(tape) : tape.Constant(former);
            var part = network.ForwardLayer(tape, parameters, layer, x, block, self.AsMemory(0, rows)).Value;
            all ??= new Tensor<float>(graph.Nodes, part.Columns);
            part.Span.CopyTo(all.Span[(from * part.Columns)..]);
        }
        return all ?? new Tensor<float>(0, network.Outputs);
    }

    private static void Cut(Adjacency whole, int from, int rows, Adjacency block)
    {
        var (begin, end) = (whole.Offsets[from], whole.Offsets[from + rows]);
        block.Refill(rows, whole.Columns, end - begin, out var offsets, out var sources);
        for (var row = 0; row <= rows; row++)
            offsets[row] = whole.Offsets[from + row] - begin;
        whole.Sources[begin..end].CopyTo(sources);
    }
}
