using NetMl.Gnn.Artifacts;

namespace NetMl.Inference.Models;

/// <summary>An artifact of one of the kinds that are served; exactly one is present.</summary>
/// <param name="Flows">Of flow-classification and host-anomaly.</param>
/// <param name="Nodes">Of node-classification.</param>
internal sealed record LoadedArtifact(ModelArtifact? Flows, NodeModelArtifact? Nodes)
{
    /// <summary>The task that the file names.</summary>
    public string Task => Flows?.Task ?? NodeModelArtifact.Task;

    /// <exception cref="InvalidDataException">The file is none of them, or it contradicts itself.</exception>
    public static LoadedArtifact Read(ReadOnlyMemory<byte> bytes) =>
        NodeModelArtifact.IsOne(bytes) ? new(null, NodeModelArtifact.Read(bytes)) : new(ModelArtifact.Read(bytes), null);
}
