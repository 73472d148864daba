using System.Runtime.InteropServices;
using NetMl.Gnn.NodeClassification;
using NetMl.Tensors;

namespace NetMl.Benchmarks.GnnSuite;

/// <summary>A training graph as raw arrays in a folder, for peers to read; gone when it is disposed.</summary>
internal sealed class GraphFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netml-gnn-");

    /// <param name="adjacency">Whom each node hears, with itself where the network wants that.</param>
    /// <param name="shape">Sizes in the order that the peer's script names.</param>
    public GraphFolder(NodeTask task, Adjacency adjacency, ReadOnlySpan<int> shape)
    {
        var labels = new int[task.Graph.Nodes];
        labels.AsSpan().Fill(-1);
        foreach (var node in task.Train)
            labels[node] = task.Labels[node];
        Write<int>("labels", labels);
        Write("offsets", adjacency.Offsets);
        Write("sources", adjacency.Sources);
        Write("sizes", shape);
        var features = task.Graph.Features(new NetMl.Tensors.Autograd.Tape<float>());
        if (features.Dense is { } dense)
            Write<float>("x", dense.Value.Span);
        if (features.Sparse is not { } sparse)
            return;
        Write("x_offsets", sparse.Pattern.Offsets);
        Write("x_indices", sparse.Pattern.Sources);
        Write("x_values", sparse.Values);
    }

    public string Path => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write<T>(string name, ReadOnlySpan<T> values) where T : unmanaged
    {
        using var file = File.Create(System.IO.Path.Combine(_folder.FullName, name));
        file.Write(MemoryMarshal.AsBytes(values));
    }
}
