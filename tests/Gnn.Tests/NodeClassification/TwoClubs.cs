using NetMl.Gnn.Inputs;
using NetMl.Gnn.NodeClassification;
using NetMl.Tensors;

namespace NetMl.Gnn.Tests.NodeClassification;

/// <summary>A made graph of two groups: most edges stay inside one, features say a little about it.</summary>
internal static class TwoClubs
{
    public const int Nodes = 200;
    public const int Features = 12;

    public static NodeTask Task(int seed = 1, bool isSparse = true)
    {
        var random = new Random(seed);
        var labels = Enumerable.Range(0, Nodes).Select(node => node % 2).ToArray();
        var edges = Enumerable.Range(0, 700)
            .Select(_ => (Source: random.Next(Nodes), Target: random.Next(Nodes)))
            .Where(edge => labels[edge.Source] == labels[edge.Target] || random.NextDouble() < 0.1)
            .ToArray();
        var neighbours = NodeGraph<float>.Join(Nodes, [.. edges.Select(edge => edge.Source)], [.. edges.Select(edge => edge.Target)], isDirected: false);
        var dense = new Tensor<float>(Nodes, Features);
        for (var node = 0; node < Nodes; node++)
            for (var i = 0; i < 3; i++)
                dense.Row(node)[random.NextDouble() < 0.4 ? labels[node] : random.Next(Features)] = 1;
        var graph = isSparse ? NodeGraph<float>.Create(neighbours, Sparse(dense)) : NodeGraph<float>.Create(neighbours, dense);
        return new NodeTask(graph, ["even", "odd"], labels, [.. Enumerable.Range(0, 20)], [.. Enumerable.Range(20, 60)], [.. Enumerable.Range(80, 120)]);
    }

    public static SparseMatrix<float> Sparse(Tensor<float> dense)
    {
        var (rows, columns, values) = (new List<int>(), new List<int>(), new List<float>());
        for (var row = 0; row < dense.Rows; row++)
            for (var column = 0; column < dense.Columns; column++)
                if (dense.Row(row)[column] != 0)
                {
                    rows.Add(row);
                    columns.Add(column);
                    values.Add(dense.Row(row)[column]);
                }
        return new SparseMatrix<float>(Adjacency.Group(dense.Rows, dense.Columns, [.. rows], [.. columns], skipSelf: false), [.. values]);
    }
}
