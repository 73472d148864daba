using NetMl.Gnn.Artifacts;
using NetMl.Onnx.Format;
using NetMl.Onnx.Inputs;
using NetMl.Tensors.Files;

namespace NetMl.Onnx;

/// <summary>Turns a model's artifact into an ONNX file that gives the same answers in any ONNX runtime.</summary>
/// <remarks>
/// Inputs and outputs have the names and types that the inference protocol shows. Raw features go in: their preparation is part of the
/// graph. Numbers of nodes, flows and edges vary from call to call. Opset 18, IR version 8 of the public format.
/// </remarks>
public static class OnnxExport
{
    /// <summary>One forward pass over a graph of a few nodes; memory of a few times the artifact.</summary>
    /// <param name="artifact">A whole model file, of flows, hosts or nodes.</param>
    /// <returns>The ONNX file; equal artifacts give equal bytes. The artifact's metadata go with it.</returns>
    /// <exception cref="InvalidDataException">The file is no model of ours, or it contradicts itself.</exception>
    /// <exception cref="NotSupportedException">The network does something that cannot be exported; the message names the operation.</exception>
    public static byte[] Convert(ReadOnlyMemory<byte> artifact)
    {
        var metadata = Safetensors.Read(artifact).Metadata;
        var graph = NodeModelArtifact.IsOne(artifact) ? NodeModelExport.Export(NodeModelArtifact.Read(artifact)) : FlowModelExport.Export(ModelArtifact.Read(artifact));
        return graph.Write(metadata, $"A {metadata["task"]} model of NetMlAspire.");
    }
}
