using NetMl.Benchmarks.GraphSuite;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.NodeClassification;
using NetMl.Graphs.Files;
using NetMl.Graphs.Labelled;
using NetMl.Tensors;

namespace NetMl.Benchmarks.GnnSuite;

/// <summary>The Cora citation graph with its public split, prepared as a training job prepares a stored graph.</summary>
internal static class Cora
{
    /// <exception cref="BenchmarkFailure">The test data is not there.</exception>
    public static async Task<NodeTask> ReadAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(TestData.Folder, "citation");
        var (nodes, links) = (Path.Combine(folder, "cora.nodes.tsv"), Path.Combine(folder, "cora.edges.tsv"));
        if (!File.Exists(nodes) || !File.Exists(links))
            throw new BenchmarkFailure($"Cora is not in {folder}: set NETML_TEST_DATA to the folder that holds citation/cora.nodes.tsv and citation/cora.edges.tsv.");
        await using var table = File.OpenRead(nodes);
        LabelledGraph graph;
        await using (var rows = File.OpenRead(links))
            graph = await NodeTable.ReadAsync(table, () => Task.FromResult<Stream>(rows), new EdgeListOptions { IsDirected = false }, cancellationToken);
        var edges = DistinctEdges.Of(graph.Graph).ToArray();
        var neighbours = NodeGraph<float>.Join(graph.Labels.Count, [.. edges.Select(edge => edge.Source)], [.. edges.Select(edge => edge.Target)], isDirected: false);
        string[] classes = [.. graph.Labels.OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        int[] labels = [.. graph.Labels.Select(label => Array.IndexOf(classes, label))];
        var split = TaskSplit.Of(labels, [.. graph.Splits.Select(part => (byte)part)], seed: 1);
        var raw = new SparseMatrix<float>(
            Adjacency.OfRows(graph.Features.Columns, Array.ConvertAll(graph.Features.Offsets.ToArray(), offset => (int)offset), graph.Features.Indices.ToArray()),
            graph.Features.Values.ToArray());
        return new NodeTask(FeaturePreparation.Fit(raw, neighbours, split.Train).Apply(raw, neighbours), classes, labels, split.Train, split.Validation, split.Test);
    }
}
