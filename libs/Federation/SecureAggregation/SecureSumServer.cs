using System.Numerics.Tensors;
using System.Security.Cryptography;
using NetMl.Federation.Messages;

namespace NetMl.Federation.SecureAggregation;

/// <summary>The server's side of a secure sum: relays, counts who is there, opens the sum. Holds no vector; <see cref="Encode"/> is all its state.</summary>
/// <remarks>
/// Messages come with checked signatures and slots. A second, equal message of a site is accepted without effect; a different one is refused.
/// Whoever misses a step is out of the later ones; a Decline takes a site out at once. A step ends with <see cref="CloseStep"/> only. Not safe for two threads at once.
/// </remarks>
public sealed class SecureSumServer
{
    private const byte Version = 1;

    private static readonly string[] Steps = ["keys", "shares", "update", "confirm", "unmask", "done"];

    /// <summary>What each step waits for.</summary>
    private static readonly MessageKind[] Kinds =
        [MessageKind.KeyAdvertisement, MessageKind.KeyShares, MessageKind.Update, MessageKind.Confirmation, MessageKind.Unmasking];

    private readonly SiteProgress[] _sites;
    private readonly NeighbourRing _ring;
    private readonly RoundContext _context;
    private readonly Dictionary<string, int> _order;
    private int _step;

    // Made when first needed, since it can be had from the messages.
    private AdvertisementCheck? _advertised;
    private SurvivorList? _survivors;
    private byte[]? _survivorDigest;

    private SecureSumServer(SecureSumSettings settings, SiteProgress[] sites, int step)
    {
        (Settings, _sites, _step) = (settings, sites, step);
        _ring = new NeighbourRing(settings.Sites.Count, settings.Neighbours);
        _context = new RoundContext(settings);
        _order = settings.Sites.Select((site, index) => (site, index)).ToDictionary(pair => pair.site, pair => pair.index, StringComparer.Ordinal);
    }

    private static ReadOnlySpan<byte> Magic => "NMSS"u8;

    private static int Done => Kinds.Length;

    public SecureSumSettings Settings { get; }

    /// <summary>One of keys, shares, update, confirm, unmask, done.</summary>
    public string Step => Steps[_step];

    /// <summary>Sites that still owe the message of the present step.</summary>
    public IReadOnlyList<string> Awaited => _step == Done
        ? []
        : [.. Indices(site => Takes(site, _step) && !_sites[site].Has(Kinds[_step]) && !_sites[site].Has(MessageKind.Decline)).Select(site => Settings.Sites[site])];

    /// <summary>From step confirm on.</summary>
    /// <exception cref="InvalidOperationException">Before.</exception>
    public SurvivorList Survivors => _step > Array.IndexOf(Kinds, MessageKind.Update)
        ? _survivors ??= new SurvivorList(Names(site => _sites[site].Has(MessageKind.Update)), Names(site => Shared(site) && !_sites[site].Has(MessageKind.Update)))
        : throw new InvalidOperationException($"Who is in the sum is not known in step {Step}.");

    /// <exception cref="ArgumentException">The terms are not consistent.</exception>
    public static SecureSumServer Start(SecureSumSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Problem() is { } problem) throw new ArgumentException(problem, nameof(settings));
        return new SecureSumServer(settings, [.. settings.Sites.Select(_ => new SiteProgress())], step: 0);
    }

    /// <summary>Takes a message of the present step (Update: the fact that the vector has been added).</summary>
    /// <returns>Null, or why it is refused.</returns>
    public string? Accept(SignedMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (!_order.TryGetValue(message.Slot.Site, out var site)) return $"Site {message.Slot.Site} is not of the cohort.";
        var kind = message.Slot.Kind;
        if (message.Slot != Settings.SlotOf(message.Slot.Site, kind)) return "The message belongs to another round or attempt.";
        var hash = SHA256.HashData(message.Body.Span);
        var progress = _sites[site];
        if (progress.HashOf(kind) is { } before) return before.AsSpan().SequenceEqual(hash) ? null : "Another message for this step was accepted before.";
        if (progress.Has(MessageKind.Decline)) return "The site declined this round.";
        if (kind == MessageKind.Decline)
        {
            progress.Accept(message, hash, keep: false);
            return null;
        }
        if (_step == Done || kind != Kinds[_step]) return $"The round is in step {Step}.";
        if (!Takes(site, _step)) return "The site missed an earlier step of this round.";
        if (Fault(message, site) is { } fault) return fault;
        progress.Accept(message, hash, keep: kind != MessageKind.Update);
        if (kind == MessageKind.KeyShares) progress.SeedCommitment = KeyShares.Decode(message.Body).SeedCommitment;
        return null;
    }

    /// <summary>Goes on to the next step without whoever is still awaited.</summary>
    /// <exception cref="SecureSumException">Too few are left: the attempt is over.</exception>
    public void CloseStep()
    {
        if (_step == Done) throw new SecureSumException("The round is over.");
        var kind = Kinds[_step];
        var here = Indices(site => _sites[site].Has(kind)).ToHashSet();
        var least = kind is MessageKind.Confirmation or MessageKind.Unmasking ? Settings.Threshold : Math.Max(Settings.Threshold, SecureSumSettings.MinimumSites);
        if (here.Count < least) throw new SecureSumException($"Only {here.Count} of {least} sites are left after step {Step}.");
        // Every site that has secrets among its neighbours needs t of them to the end.
        foreach (var site in kind == MessageKind.KeyAdvertisement ? here : [.. Indices(Shared)])
        {
            var neighbours = _ring.Of(site).Count(here.Contains);
            if (neighbours < Settings.Threshold)
                throw new SecureSumException($"Only {neighbours} neighbours of site {Settings.Sites[site]} are left after step {Step}, below the threshold of {Settings.Threshold}.");
        }
        _step++;
        if (kind != MessageKind.Update) return;
        if (Survivors.Problem(Settings) is { } problem)
        {
            (_step, _survivors) = (_step - 1, null);
            throw new SecureSumException(problem);
        }
        foreach (var progress in _sites) progress.Forget(MessageKind.KeyShares);
    }

    /// <summary>What a site needs in the present step: shares: advertisements; update: the KeyShares messages with a share for it; unmask: confirmations; all of its neighbours only, and its own advertisement and confirmation.</summary>
    /// <returns>Empty if the step needs nothing, or the site is out.</returns>
    public IReadOnlyList<SignedMessage> InboxOf(string site)
    {
        if (!_order.TryGetValue(site, out var self) || _step == 0 || !Takes(self, _step)) return [];
        var kept = _ring.Of(self).Select(other => _sites[other].Kept(Kinds[_step - 1])).OfType<SignedMessage>();
        return Step switch
        {
            "shares" or "unmask" => [.. kept],
            "update" => [.. kept.Select(message => KeyShares.Only(message, self)).OfType<SignedMessage>()],
            _ => [],
        };
    }

    /// <summary>Takes the masks off; the state stays as it is.</summary>
    /// <param name="sum">[Length]: sum of the survivors' masked vectors modulo 2^RingBits; overwritten, or left alone if this throws.</param>
    /// <exception cref="SecureSumException">A share is wrong or missing, or the round is not done.</exception>
    /// <remarks>On all processors; needs memory for a second vector. Sums modulo 2^32 do not depend on the order.</remarks>
    public void Open(Span<uint> sum)
    {
        if (sum.Length != Settings.Length) throw new ArgumentException($"The sum has {sum.Length} elements where {Settings.Length} were agreed.", nameof(sum));
        var masks = Masks();
        TensorPrimitives.Add(sum, MaskStream.Sum(masks, sum.Length), sum);
        foreach (var mask in masks) CryptographicOperations.ZeroMemory(mask.Key);
        MaskStream.Reduce(sum, Settings.RingMask);
    }

    public byte[] Encode()
    {
        var writer = Settings.Write(new FrameWriter().Bytes(Magic).Byte(Version)).Byte((byte)_step);
        foreach (var progress in _sites) progress.Write(writer);
        return writer.ToArray();
    }

    /// <exception cref="InvalidDataException">Not what <see cref="Encode"/> wrote.</exception>
    public static SecureSumServer Decode(ReadOnlyMemory<byte> bytes)
    {
        var reader = new FrameReader(bytes.Span, "state of a round");
        reader.Header(Magic, Version);
        var settings = SecureSumSettings.Read(ref reader);
        var step = reader.Byte();
        if (step > Done) throw new InvalidDataException($"the state of a round is in the unknown step {step}");
        var sites = new SiteProgress[settings.Sites.Count];
        for (var site = 0; site < sites.Length; site++) sites[site] = SiteProgress.Read(ref reader, settings, settings.Sites[site]);
        reader.End();
        return new SecureSumServer(settings, sites, step);
    }

    /// <summary>All masks that are left on the sum, each to be added or subtracted once; the caller zeroes the keys.</summary>
    /// <exception cref="SecureSumException">About the first site whose share is wrong or missing, or the round is not done.</exception>
    internal IReadOnlyList<MaskLeft> Masks()
    {
        if (_step != Done) throw new SecureSumException($"The round is in step {Step}; the masks cannot be taken off yet.");
        using var recovery = new MaskRecovery(Settings, _context, _sites);
        var sites = Indices(Shared).ToArray();
        var (masks, faults) = (new IReadOnlyList<MaskLeft>[sites.Length], new SecureSumException?[sites.Length]);
        Parallel.For(0, sites.Length, i =>
        {
            try
            {
                masks[i] = MasksOf(sites[i], recovery);
            }
            catch (SecureSumException fault)
            {
                (masks[i], faults[i]) = ([], fault);
            }
        });
        if (Array.Find(faults, fault => fault is not null) is not { } first) return [.. masks.SelectMany(some => some)];
        foreach (var mask in masks.SelectMany(some => some)) CryptographicOperations.ZeroMemory(mask.Key);
        throw first;
    }

    private IReadOnlyList<MaskLeft> MasksOf(int site, MaskRecovery recovery)
    {
        if (_sites[site].Has(MessageKind.Update)) return [new(recovery.SelfMaskKey(site), IsAdded: false)];
        using var key = recovery.MaskKey(site);
        // A survivor added the mask where it comes after the dropped site in the ring, and subtracted it otherwise.
        return [.. _ring.Of(site).Where(other => _sites[other].Has(MessageKind.Update))
            .Select(survivor => new MaskLeft(recovery.PairMaskKey(key, site, survivor), IsAdded: survivor < site))];
    }

    /// <summary>Whether a site may send in a step: it sent in the one before.</summary>
    private bool Takes(int site, int step) => step == 0 || step == Done || _sites[site].Has(Kinds[step - 1]);

    private bool Shared(int site) => _sites[site].Has(MessageKind.KeyShares);

    private IEnumerable<int> Indices(Func<int, bool> which) => Enumerable.Range(0, _sites.Length).Where(which);

    private IReadOnlyList<string> Names(Func<int, bool> which) => [.. Indices(which).Select(site => Settings.Sites[site])];

    /// <summary>Keeps out, at its source, what would make other sites give up the round.</summary>
    private string? Fault(SignedMessage message, int site)
    {
        try
        {
            return message.Slot.Kind switch
            {
                MessageKind.KeyAdvertisement => AdvertisementFault(message),
                MessageKind.KeyShares => KeyShares.Decode(message.Body).Deliveries.Select(delivery => delivery.Receiver)
                    .SequenceEqual(_ring.Of(site).Where(other => other != site && _sites[other].Has(MessageKind.KeyAdvertisement)))
                    ? null : "The shares are not for exactly the neighbours that advertised keys.",
                MessageKind.Confirmation => message.Body.Span.SequenceEqual(_survivorDigest ??= Survivors.Digest()) ? null : "The site confirms another list of survivors.",
                MessageKind.Unmasking => UnmaskingShares.Decode(message.Body).Shares.Select(share => (share.Owner, share.IsMaskKey))
                    .SequenceEqual(_ring.Of(site).Where(Shared).Select(owner => (owner, !_sites[owner].Has(MessageKind.Update))))
                    ? null : "The shares are not one of each neighbour that shared: of the own mask of survivors, of the mask key of the dropped.",
                _ => null,
            };
        }
        catch (Exception exception) when (exception is InvalidDataException or SecureSumException)
        {
            return $"The message is refused: {exception.Message}";
        }
    }

    private string? AdvertisementFault(SignedMessage message)
    {
        var (advertisement, site) = (KeyAdvertisement.Decode(message.Body), message.Slot.Site);
        KeyAgreement.ImportPublic(advertisement.MaskKey, site).Dispose();
        KeyAgreement.ImportPublic(advertisement.ShareKey, site).Dispose();
        (_advertised ??= AdvertisedSoFar()).Add(advertisement, site);
        return null;
    }

    private AdvertisementCheck AdvertisedSoFar()
    {
        var check = new AdvertisementCheck(_context.Digest);
        foreach (var message in _sites.Select(site => site.Kept(MessageKind.KeyAdvertisement)).OfType<SignedMessage>())
            check.Add(KeyAdvertisement.Decode(message.Body), message.Slot.Site);
        return check;
    }
}
