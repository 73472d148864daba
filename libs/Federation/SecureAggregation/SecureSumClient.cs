using System.Numerics.Tensors;
using System.Security.Cryptography;
using NetMl.Federation.Messages;

namespace NetMl.Federation.SecureAggregation;

/// <summary>One site's side of a secure sum. Every step is called once, in order; it fails closed with <see cref="SecureSumException"/>.</summary>
/// <remarks>
/// After a failed step, or the last one, the secrets are gone and no further step is taken. They live in memory only: a site that restarts has dropped out.
/// The vector that leaves is y = x + m(bᵢ) + Σⱼ ±m(sᵢⱼ) modulo 2^RingBits over the neighbours j that shared keys, + where i comes after j in the ring;
/// m expands a key to a mask (<see cref="MaskStream"/>). Source: Bonawitz et al. 2017, Bell et al. 2020; see <see cref="NeighbourRing"/> for the neighbours.
/// </remarks>
public sealed class SecureSumClient : IDisposable
{
    private readonly SecureSumSettings _settings;
    private readonly ECDsa _signingKey;
    private readonly SiteMessages _messages;
    private readonly NeighbourRing _ring;
    private readonly RoundContext _context;
    private readonly int _self;
    private readonly ECDiffieHellman _maskKey = KeyAgreement.Create();
    private readonly ECDiffieHellman _shareKey = KeyAgreement.Create();
    private readonly byte[] _seed = RandomNumberGenerator.GetBytes(RoundContext.KeyBytes);
    private readonly SortedDictionary<int, SecureSumPeer> _peers = [];
    private byte[]? _ownPair;
    private SurvivorList? _survivors;
    private Stage _stage = Stage.New;

    /// <param name="signingKey">The site's long-lived key.</param>
    /// <param name="keyOf">The verified public signing key of a site of the cohort; null = unknown.</param>
    /// <exception cref="SecureSumException">The terms are not acceptable, or the site is not of the cohort.</exception>
    public SecureSumClient(SecureSumSettings settings, string self, ECDsa signingKey, Func<string, ECDsa?> keyOf)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(signingKey);
        ArgumentNullException.ThrowIfNull(keyOf);
        if (settings.Problem() is { } problem) throw new SecureSumException(problem);
        (_settings, _signingKey) = (settings, signingKey);
        _messages = new SiteMessages(settings, keyOf);
        _self = _messages.IndexOf(self) ?? throw new SecureSumException($"Site {self} is not of the cohort.");
        _ring = new NeighbourRing(settings.Sites.Count, settings.Neighbours);
        _context = new RoundContext(settings);
    }

    private enum Stage
    {
        New,
        Advertised,
        Shared,
        Masked,
        Confirmed,
        Over,
    }

    /// <summary>Body of the KeyAdvertisement message.</summary>
    public byte[] Advertise() => Step(Stage.New, () => OwnAdvertisement().Encode());

    /// <summary>Checks all advertisements; gives the body of the KeyShares message.</summary>
    /// <param name="advertisements">The site's own and its neighbours' (<see cref="SecureSumServer.InboxOf"/>).</param>
    public byte[] Share(IReadOnlyList<SignedMessage> advertisements) => Step(Stage.Advertised, () =>
    {
        var bySite = _messages.Check(advertisements, MessageKind.KeyAdvertisement);
        var check = new AdvertisementCheck(_context.Digest);
        if (!bySite.Remove(_self, out var own) || !own.Body.Span.SequenceEqual(OwnAdvertisement().Encode()))
            throw new SecureSumException("The server does not pass on this site's own keys.");
        check.Add(OwnAdvertisement(), _settings.Sites[_self]);
        var sendKeys = new SortedDictionary<int, byte[]>();
        foreach (var (site, message) in bySite)
        {
            var advertisement = KeyAdvertisement.Decode(message.Body);
            check.Add(advertisement, _settings.Sites[site]);
            if (_ring.AreNeighbours(_self, site)) Meet(site, advertisement, sendKeys);
        }
        RequireThreshold(_peers.Count + 1, "advertised keys");
        return Deal(sendKeys);
    });

    /// <summary>Adds the masks.</summary>
    /// <param name="values">[Length], each below 2^RingBits; overwritten with the masked values. Not to be sent if this throws.</param>
    /// <param name="shares">The KeyShares messages of the other sites that shared keys (<see cref="SecureSumServer.InboxOf"/>).</param>
    /// <remarks>One AES pass over the vector per neighbour; no further memory of the vector's size.</remarks>
    public void Mask(Span<uint> values, IReadOnlyList<SignedMessage> shares)
    {
        if (values.Length != _settings.Length) throw new ArgumentException($"The vector has {values.Length} elements where {_settings.Length} were agreed.", nameof(values));
        if (TensorPrimitives.Max<uint>(values) > _settings.RingMask) throw new ArgumentException($"An element is not below 2^{_settings.RingBits}.", nameof(values));
        Step(Stage.Shared, () => TakeShares(shares));
        using var stream = new MaskStream();
        var key = _context.SelfMaskKey(_seed, _self);
        stream.Add(key, values);
        CryptographicOperations.ZeroMemory(key);
        foreach (var (site, peer) in _peers)
        {
            if (!peer.HasShared) continue;
            key = peer.PairMaskKey(_maskKey, _context, _self, site);
            if (_self > site) stream.Add(key, values);
            else stream.Subtract(key, values);
            CryptographicOperations.ZeroMemory(key);
        }
        MaskStream.Reduce(values, _settings.RingMask);
    }

    /// <summary>Checks the list of sites whose vectors are in the sum; gives the body of the Confirmation message.</summary>
    public byte[] Confirm(SurvivorList survivors) => Step(Stage.Masked, () =>
    {
        ArgumentNullException.ThrowIfNull(survivors);
        if (survivors.Problem(_settings) is { } problem) throw new SecureSumException(problem);
        var alive = survivors.Survivors.ToHashSet(StringComparer.Ordinal);
        if (!alive.Contains(_settings.Sites[_self])) throw new SecureSumException("This site sent its vector, but the server says that it did not.");
        var listed = alive.Concat(survivors.Dropped).ToHashSet(StringComparer.Ordinal);
        foreach (var site in _ring.Of(_self).Where(site => site != _self))
        {
            var sharedHere = _peers.TryGetValue(site, out var peer) && peer.HasShared;
            if (listed.Contains(_settings.Sites[site]) != sharedHere)
                throw new SecureSumException($"The server's list and the shares that it passed on disagree about site {_settings.Sites[site]}.");
        }
        RequireThreshold(_ring.Of(_self).Count(site => alive.Contains(_settings.Sites[site])), "are in the sum");
        _survivors = survivors;
        return survivors.Digest();
    });

    /// <summary>Checks that at least t neighbours confirmed the same list; gives the body of the Unmasking message: self-mask shares of survivors, key shares of the dropped, never both of one site.</summary>
    public byte[] Unmask(IReadOnlyList<SignedMessage> confirmations) => Step(Stage.Confirmed, () =>
    {
        if (_survivors is not { } survivors) throw new SecureSumException("No list was confirmed.");
        var alive = survivors.Survivors.ToHashSet(StringComparer.Ordinal);
        var digest = survivors.Digest();
        var confirmed = 1;
        foreach (var (site, message) in _messages.Check(confirmations, MessageKind.Confirmation))
        {
            if (!message.Body.Span.SequenceEqual(digest)) throw new SecureSumException($"Site {_settings.Sites[site]} was shown another list of survivors.");
            if (!alive.Contains(_settings.Sites[site])) throw new SecureSumException($"Site {_settings.Sites[site]} confirms a list that it is not on.");
            if (site != _self && _ring.AreNeighbours(_self, site)) confirmed++;
        }
        RequireThreshold(confirmed, "confirmed the list of survivors");
        var shares = _peers.Where(peer => peer.Value.HasShared)
            .Select(peer => peer.Value.GiveUp(peer.Key, maskKeyShare: !alive.Contains(_settings.Sites[peer.Key])))
            .Append(SecureSumPeer.GiveUp(_ownPair, _self, maskKeyShare: false));
        var body = new UnmaskingShares([.. shares.OrderBy(share => share.Owner)]).Encode();
        Dispose();
        return body;
    });

    /// <summary>Zeroes the secrets.</summary>
    public void Dispose()
    {
        _stage = Stage.Over;
        _maskKey.Dispose();
        _shareKey.Dispose();
        CryptographicOperations.ZeroMemory(_seed);
        CryptographicOperations.ZeroMemory(_ownPair);
        foreach (var peer in _peers.Values) peer.Dispose();
    }

    private KeyAdvertisement OwnAdvertisement() => new(_context.Digest, KeyAgreement.PublicKey(_maskKey), KeyAgreement.PublicKey(_shareKey));

    /// <summary>Agrees with a neighbour on the keys for shares there and back.</summary>
    private void Meet(int site, KeyAdvertisement advertisement, SortedDictionary<int, byte[]> sendKeys)
    {
        using var other = KeyAgreement.ImportPublic(advertisement.ShareKey, _settings.Sites[site]);
        var agreed = KeyAgreement.Agree(_shareKey, other);
        sendKeys[site] = _context.ShareKey(agreed, _self, site);
        _peers[site] = new SecureSumPeer(KeyAgreement.ImportPublic(advertisement.MaskKey, _settings.Sites[site]), _context.ShareKey(agreed, site, _self));
        CryptographicOperations.ZeroMemory(agreed);
    }

    /// <summary>Splits both secrets among the neighbours and this site itself; the polynomials are evaluated at index + 1.</summary>
    private byte[] Deal(SortedDictionary<int, byte[]> sendKeys)
    {
        int[] holders = [_self, .. sendKeys.Keys];
        var points = holders.Select(holder => holder + 1).ToArray();
        var scalar = KeyAgreement.PrivateScalar(_maskKey);
        var keyShares = ShamirSharing.Split(scalar, points, _settings.Threshold);
        var seedShares = ShamirSharing.Split(_seed, points, _settings.Threshold);
        CryptographicOperations.ZeroMemory(scalar);
        var deliveries = new List<SignedDelivery>();
        for (var i = 0; i < holders.Length; i++)
        {
            byte[] pair = [.. keyShares[i], .. seedShares[i]];
            CryptographicOperations.ZeroMemory(keyShares[i]);
            CryptographicOperations.ZeroMemory(seedShares[i]);
            if (i == 0)
            {
                _ownPair = pair;
                continue;
            }
            var body = ShareDelivery.Seal(_context, _self, holders[i], sendKeys[holders[i]], pair).Encode();
            CryptographicOperations.ZeroMemory(pair);
            CryptographicOperations.ZeroMemory(sendKeys[holders[i]]);
            var signed = SignedMessage.Sign(_settings.SlotOf(_settings.Sites[_self], MessageKind.KeyShares), body, _signingKey);
            deliveries.Add(new SignedDelivery(holders[i], body, signed.Signature));
        }
        return new KeyShares(_context.SeedCommitment(_seed, _self), deliveries).Encode();
    }

    private bool TakeShares(IReadOnlyList<SignedMessage> shares)
    {
        foreach (var (site, message) in _messages.Check(shares, MessageKind.KeyShares))
        {
            var delivery = ShareDelivery.Decode(message.Body);
            if (delivery.Receiver != _self || !_peers.TryGetValue(site, out var peer) || !peer.Take(delivery, _context, site))
                throw new SecureSumException($"The shares of site {_settings.Sites[site]} are not meant for this site, or have been tampered with.");
        }
        RequireThreshold(_peers.Count(peer => peer.Value.HasShared) + 1, "shared keys");
        return true;
    }

    private void RequireThreshold(int count, string what)
    {
        if (count < _settings.Threshold) throw new SecureSumException($"Of the neighbours, itself included, {count} {what}, below the threshold of {_settings.Threshold}.");
    }

    private T Step<T>(Stage from, Func<T> step)
    {
        if (_stage != from) throw new SecureSumException($"This step cannot be taken again or out of order; the site's side is at '{_stage}'.");
        try
        {
            var result = step();
            if (_stage == from) _stage = from + 1;
            return result;
        }
        catch (InvalidDataException exception)
        {
            Dispose();
            throw new SecureSumException($"The server passed on something unreadable: {exception.Message}.");
        }
        catch
        {
            Dispose();
            throw;
        }
    }
}
