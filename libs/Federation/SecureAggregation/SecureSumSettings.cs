using System.Security.Cryptography;
using NetMl.Federation.Messages;

namespace NetMl.Federation.SecureAggregation;

/// <summary>The terms of one secure sum, equal for all its sites.</summary>
/// <param name="Sites">Cohort in ring order (shuffled), distinct.</param>
/// <param name="Neighbours">k: sites with whom each shares keys, itself included; Sites.Count = everybody.</param>
/// <param name="Threshold">t of k answers open a mask; above k/2, and above 2k/3 if the server itself is not trusted to follow the protocol.</param>
/// <param name="RingBits">Sums are taken modulo 2^RingBits, 1 to 32.</param>
/// <param name="Length">Elements of a vector.</param>
/// <param name="Federation">With run, round and attempt: the slot that every key, mask and signature is bound to.</param>
public sealed record SecureSumSettings(
    IReadOnlyList<string> Sites, int Neighbours, int Threshold, int RingBits, int Length, string Federation, string Run, int Round, int Attempt)
{
    /// <summary>A sum of fewer sites shows too much of each and is refused by every site.</summary>
    public const int MinimumSites = 3;

    /// <summary>So that a survivor list fits a frame.</summary>
    public const int MaximumSites = 8_000;

    /// <summary>So that a site's shares fit a message.</summary>
    public const int MaximumNeighbours = 4_000;

    public const int MaximumLength = 1 << 28;

    private const int MaximumTermsBytes = 128;

    /// <summary>What else the sites must have been told alike, such as the digest of a plan: part of <see cref="Digest"/>, not looked into.</summary>
    public string Terms { get; init; } = "";

    internal uint RingMask => uint.MaxValue >> (32 - RingBits);

    /// <summary>Null, or what is wrong with these terms, in a sentence.</summary>
    public string? Problem()
    {
        if (Sites.Count is < MinimumSites or > MaximumSites) return $"A secure sum needs {MinimumSites} to {MaximumSites} sites, not {Sites.Count}.";
        if (Sites.Distinct(StringComparer.Ordinal).Count() != Sites.Count) return "A site is in the cohort twice.";
        var most = Math.Min(Sites.Count, MaximumNeighbours);
        if (Neighbours < MinimumSites || Neighbours > most) return $"Neighbours of {Sites.Count} sites must be {MinimumSites} to {most}, not {Neighbours}.";
        var size = new NeighbourRing(Sites.Count, Neighbours).Size;
        if (2 * Threshold <= Neighbours || Threshold > size) return $"The threshold must be above half of the {Neighbours} neighbours and at most {size}, not {Threshold}.";
        if (RingBits is < 1 or > 32) return $"Ring bits must be 1 to 32, not {RingBits}.";
        if (Length is < 1 or > MaximumLength) return $"The vector's length must be 1 to {MaximumLength}, not {Length}.";
        return Sites.Append(Federation).Append(Run).FirstOrDefault(name => name.Length == 0 || System.Text.Encoding.UTF8.GetByteCount(name) > MessageSlot.MaximumNameBytes) is { } bad
            ? $"The name '{bad}' does not have 1 to {MessageSlot.MaximumNameBytes} bytes."
            : null;
    }

    internal MessageSlot SlotOf(string site, MessageKind kind) => new(Federation, Run, Round, Attempt, site, kind);

    /// <summary>[32] SHA-256 of all the terms: sites that were told different ones find out at the first step.</summary>
    internal byte[] Digest() => SHA256.HashData(Write(new FrameWriter().Bytes("netml secure sum terms 1"u8)).ToArray());

    internal FrameWriter Write(FrameWriter writer)
    {
        writer.Name(Federation, MessageSlot.MaximumNameBytes).Name(Run, MessageSlot.MaximumNameBytes).Int32(Round).Int32(Attempt)
            .Int32(Neighbours).Int32(Threshold).Int32(RingBits).Int32(Length).Block(System.Text.Encoding.UTF8.GetBytes(Terms)).Int32(Sites.Count);
        foreach (var site in Sites) writer.Name(site, MessageSlot.MaximumNameBytes);
        return writer;
    }

    internal static SecureSumSettings Read(ref FrameReader reader)
    {
        var (federation, run) = (reader.Name(MessageSlot.MaximumNameBytes), reader.Name(MessageSlot.MaximumNameBytes));
        var (round, attempt) = (reader.Int32(), reader.Int32());
        var (neighbours, threshold, ringBits, length) = (reader.Int32(), reader.Int32(), reader.Int32(), reader.Int32());
        var terms = System.Text.Encoding.UTF8.GetString(reader.Block(MaximumTermsBytes));
        var count = reader.Int32();
        if (count is < MinimumSites or > MaximumSites) throw new InvalidDataException($"the terms name {count} sites");
        var sites = new List<string>();
        for (var i = 0; i < count; i++) sites.Add(reader.Name(MessageSlot.MaximumNameBytes));
        var settings = new SecureSumSettings(sites, neighbours, threshold, ringBits, length, federation, run, round, attempt) { Terms = terms };
        return settings.Problem() is { } problem ? throw new InvalidDataException(problem) : settings;
    }
}
