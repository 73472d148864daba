using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NetMl.Contracts.Datasets;
using NetMl.Features;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Snapshots;

/// <summary>Addresses a snapshot by what goes into it.</summary>
internal static class SnapshotId
{
    /// <summary>Raised when the meaning of the tensors changes without a change of feature names.</summary>
    private const int SchemaVersion = 1;

    /// <summary>SHA-256, lower-case hex, over schema, feature names, request and the content of the batches in order.</summary>
    public static string Of(string dataset, SnapshotRequest request, IEnumerable<Segment> segments)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, SchemaVersion.ToString(CultureInfo.InvariantCulture));
        Append(hash, string.Join(',', FlowGraph.NodeFeatureNames));
        Append(hash, string.Join(',', FlowGraph.FlowFeatureNames));
        Append(hash, dataset);
        Append(hash, request.From?.UtcTicks.ToString(CultureInfo.InvariantCulture) ?? "");
        Append(hash, request.To?.UtcTicks.ToString(CultureInfo.InvariantCulture) ?? "");
        Append(hash, request.WindowFlows.ToString(CultureInfo.InvariantCulture));
        if (request.NodeKind != SnapshotNodes.Host)
            Append(hash, request.NodeKind);
        foreach (var segment in segments)
            Append(hash, segment.Sha256);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string part) => hash.AppendData(Encoding.UTF8.GetBytes(part + "\n"));
}
