using System.Globalization;
using System.Runtime.InteropServices;
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
    private const int SchemaVersion = 2;

    /// <summary>Whether a text can be an id; whoever takes ids from outside asks, since they name files.</summary>
    public static bool IsOne(string text) => text.Length == 2 * SHA256.HashSizeInBytes && text.All(char.IsAsciiHexDigitLower);

    /// <summary>
    /// SHA-256, lower-case hex, over schema, feature names, request and the flows in the table's order, which depends neither on how they arrived nor on
    /// how they were cut into batches. O(flows).
    /// </summary>
    public static string Of(string dataset, SnapshotRequest request, FlowTable flows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, dataset, request);
        Append(hash, flows.Start);
        Append(hash, flows.Duration);
        Append(hash, flows.Source);
        Append(hash, flows.Target);
        Append(hash, flows.SourcePort);
        Append(hash, flows.TargetPort);
        Append(hash, flows.Protocol);
        Append(hash, MemoryMarshal.AsBytes(flows.State));
        Append(hash, flows.SourceBytes);
        Append(hash, flows.TargetBytes);
        Append(hash, flows.SourcePackets);
        Append(hash, flows.TargetPackets);
        Append(hash, flows.Service);
        Append(hash, flows.Label);
        Append(hash, CollectionsMarshal.AsSpan(flows.Hosts.ToList()));
        Append(hash, flows.Services);
        Append(hash, flows.Labels);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Names a request on batches, so that the same one again need not read them: other cuts of the same flows have other names.</summary>
    public static string KeyOf(string dataset, SnapshotRequest request, IEnumerable<Segment> segments)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, dataset, request);
        foreach (var segment in segments)
            Append(hash, segment.Sha256);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string dataset, SnapshotRequest request)
    {
        Append(hash, SchemaVersion.ToString(CultureInfo.InvariantCulture));
        Append(hash, string.Join(',', FlowGraph.NodeFeatureNames));
        Append(hash, string.Join(',', FlowGraph.FlowFeatureNames));
        Append(hash, dataset);
        Append(hash, request.From?.UtcTicks.ToString(CultureInfo.InvariantCulture) ?? "");
        Append(hash, request.To?.UtcTicks.ToString(CultureInfo.InvariantCulture) ?? "");
        Append(hash, request.WindowFlows.ToString(CultureInfo.InvariantCulture));
        if (request.NodeKind != SnapshotNodes.Host)
            Append(hash, request.NodeKind);
    }

    private static void Append(IncrementalHash hash, string part) => hash.AppendData(Encoding.UTF8.GetBytes(part + "\n"));

    /// <summary>The length before the values keeps columns apart.</summary>
    private static void Append<T>(IncrementalHash hash, ReadOnlySpan<T> column)
        where T : unmanaged
    {
        Append(hash, column.Length.ToString(CultureInfo.InvariantCulture));
        hash.AppendData(MemoryMarshal.AsBytes(column));
    }

    private static void Append(IncrementalHash hash, IReadOnlyList<string> names)
    {
        Append(hash, names.Count.ToString(CultureInfo.InvariantCulture));
        foreach (var name in names)
        {
            Append(hash, Encoding.UTF8.GetByteCount(name).ToString(CultureInfo.InvariantCulture));
            Append(hash, name);
        }
    }
}
