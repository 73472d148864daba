using System.Globalization;
using NetMl.Benchmarks.GraphSuite;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.NodeClassification;
using NetMl.Graphs.Labelled;
using NetMl.Tensors;

namespace NetMl.Benchmarks.GnnSuite;

/// <summary>The Cora citation graph with its public split; rows of features divided by their sums.</summary>
internal static class Cora
{
    /// <exception cref="BenchmarkFailure">The test data is not there.</exception>
    public static async Task<NodeTask> ReadAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(TestData.Folder, "citation");
        var (nodes, edges) = (Path.Combine(folder, "cora.nodes.tsv"), Path.Combine(folder, "cora.edges.tsv"));
        if (!File.Exists(nodes) || !File.Exists(edges))
            throw new BenchmarkFailure($"Cora is not in {folder}: set NETML_TEST_DATA to the folder that holds citation/cora.nodes.tsv and citation/cora.edges.tsv.");
        await using var table = File.OpenRead(nodes);
        LabelledGraph graph;
        await using (var links = File.OpenRead(edges))
            graph = await NodeTable.ReadAsync(table, () => Task.FromResult<Stream>(links), isDirected: false, cancellationToken);
        int[] source = [], target = [];
        foreach (var (u, v, _) in DistinctEdges.Of(graph.Graph))
            (source, target) = ([.. source, u], [.. target, v]);
        int[] Part(NodeSplit split) => [.. Enumerable.Range(0, graph.Splits.Count).Where(node => graph.Splits[node] == split)];
        string[] classes = [.. graph.Labels.OfType<string>().Distinct().OrderBy(name => int.Parse(name, CultureInfo.InvariantCulture))];
        return new NodeTask(
            NodeGraph<float>.Create(NodeGraph<float>.Join(graph.Labels.Count, source, target, isDirected: false), Divided(graph.Features)),
            classes, [.. graph.Labels.Select(label => Array.IndexOf(classes, label))], Part(NodeSplit.Train), Part(NodeSplit.Validation), Part(NodeSplit.Test));
    }

    private static SparseMatrix<float> Divided(SparseRows features)
    {
        var values = features.Values.ToArray();
        for (var row = 0; row < features.Rows; row++)
        {
            var part = values.AsSpan((int)features.Offsets.Span[row]..(int)features.Offsets.Span[row + 1]);
            System.Numerics.Tensors.TensorPrimitives.Divide(part, Math.Max(1, System.Numerics.Tensors.TensorPrimitives.Sum<float>(part)), part);
        }
        return new SparseMatrix<float>(Adjacency.OfRows(features.Columns, Array.ConvertAll(features.Offsets.ToArray(), offset => (int)offset), features.Indices.ToArray()), values);
    }
}
