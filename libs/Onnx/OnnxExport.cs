using NetMl.Gnn.Anomalies;
using NetMl.Gnn.Artifacts;
using NetMl.Onnx.Inputs;
using NetMl.Tensors.Files;

namespace NetMl.Onnx;

/// <summary>Turns a model's artifact into an ONNX file that gives the same answers in any ONNX runtime.</summary>
/// <remarks>
/// Inputs and outputs have the names and types that the inference protocol shows; a network with a memory also takes node_before [nodes]: the
/// node of the same host in an earlier window, −1 = none. Raw features go in: their preparation is part of the graph. Numbers of nodes,
/// flows and edges vary from call to call. Opset 18, IR version 8 of the public format. The pass is recorded over two examples, which must
/// give the same file: so nothing that a network computes beside its recorded operations becomes a constant unseen.
/// </remarks>
public static class OnnxExport
{
    /// <summary>Two forward passes over graphs of a few nodes; memory of a few times the artifact.</summary>
    /// <param name="artifact">A whole model file, of flows, hosts or nodes.</param>
    /// <returns>The ONNX file; equal artifacts give equal bytes. The artifact's metadata go with it, but for the names of normal hosts and flows.</returns>
    /// <exception cref="InvalidDataException">The file is no model of ours, or it contradicts itself.</exception>
    /// <exception cref="NotSupportedException">The network does something that cannot be exported; the message names the operation.</exception>
    public static byte[] Convert(ReadOnlyMemory<byte> artifact)
    {
        var first = Convert(artifact, 0);
        return first.AsSpan().SequenceEqual(Convert(artifact, 1))
            ? first
            : throw new NotSupportedException("The network computes something from the graph beside its recorded operations: it cannot be exported to ONNX.");
    }

    private static byte[] Convert(ReadOnlyMemory<byte> artifact, int example)
    {
        var file = Safetensors.Read(artifact);
        var graph = NodeModelArtifact.IsOne(artifact)
            ? NodeModelExport.Export(NodeModelArtifact.Read(artifact), example)
            : FlowModelExport.Export(ModelArtifact.Read(artifact), file, example);
        return graph.Write(file.Metadata.Where(entry => entry.Key != AnomalyPart.NamesKey), $"A {file.Text("task")} model of NetMlAspire.");
    }
}
