using System.Security.Cryptography;
using NetMl.Federation.Messages;

namespace NetMl.Federation.SecureAggregation;

/// <summary>Who is in the sum and who dropped out after sharing keys; disjoint, together the sites that shared keys.</summary>
public sealed record SurvivorList(IReadOnlyList<string> Survivors, IReadOnlyList<string> Dropped)
{
    private const byte Version = 1;

    private static ReadOnlySpan<byte> Magic => "NMSL"u8;

    public byte[] Encode()
    {
        var writer = new FrameWriter().Bytes(Magic).Byte(Version).UInt16(Survivors.Count).UInt16(Dropped.Count);
        foreach (var site in Survivors.Concat(Dropped)) writer.Name(site, MessageSlot.MaximumNameBytes);
        return writer.ToArray();
    }

    /// <exception cref="InvalidDataException">Torn.</exception>
    public static SurvivorList Decode(ReadOnlyMemory<byte> bytes)
    {
        var reader = new FrameReader(bytes.Span, "survivor list");
        reader.Header(Magic, Version);
        var (survivors, dropped) = (reader.UInt16(), reader.UInt16());
        var names = new List<string>();
        for (var i = 0; i < survivors + dropped; i++) names.Add(reader.Name(MessageSlot.MaximumNameBytes));
        reader.End();
        return new SurvivorList(names[..survivors], names[survivors..]);
    }

    /// <summary>[32] Body of a Confirmation.</summary>
    internal byte[] Digest() => SHA256.HashData(Encode());

    /// <summary>Null, or why no sum may be opened for this list: what every site and every auditor can check without the server's word.</summary>
    internal string? Problem(SecureSumSettings settings)
    {
        var order = settings.Sites.Select((site, index) => (site, index)).ToDictionary(pair => pair.site, pair => pair.index, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var site in Survivors.Concat(Dropped))
        {
            if (!order.ContainsKey(site)) return $"The survivor list names {site}, which is not of the cohort.";
            if (!seen.Add(site)) return $"The survivor list names {site} twice; survivors and dropped sites must be disjoint.";
        }
        var least = Math.Max(settings.Threshold, SecureSumSettings.MinimumSites);
        if (Survivors.Count < least) return $"A sum of {Survivors.Count} sites is refused; {least} are the least.";
        var ring = new NeighbourRing(settings.Sites.Count, settings.Neighbours);
        return ring.IsConnected([.. Survivors.Select(site => order[site])]) ? null : "The survivors fall into groups without common neighbours, whose sums could be told apart.";
    }
}

/// <summary>The sum cannot be had, or somebody cheats; the message is a sentence for people.</summary>
public sealed class SecureSumException(string message) : Exception(message);
