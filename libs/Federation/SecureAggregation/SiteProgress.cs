using NetMl.Federation.Messages;

namespace NetMl.Federation.SecureAggregation;

/// <summary>What the server has of one site in a round: hashes of all accepted bodies, and the messages that are still needed.</summary>
internal sealed class SiteProgress
{
    private const int HashBytes = 32;

    private readonly SortedDictionary<MessageKind, byte[]> _hashes = [];
    private readonly SortedDictionary<MessageKind, SignedMessage> _kept = [];

    /// <summary>Of the self-mask seed that the site split; null before its shares came.</summary>
    public byte[]? SeedCommitment { get; set; }

    public bool Has(MessageKind kind) => _hashes.ContainsKey(kind);

    /// <summary>Hash of the accepted body.</summary>
    public byte[]? HashOf(MessageKind kind) => _hashes.GetValueOrDefault(kind);

    public SignedMessage? Kept(MessageKind kind) => _kept.GetValueOrDefault(kind);

    public void Accept(SignedMessage message, byte[] hash, bool keep)
    {
        _hashes.Add(message.Slot.Kind, hash);
        if (keep) _kept.Add(message.Slot.Kind, message);
    }

    /// <summary>Lets go of a message that nobody needs any more; its hash stays.</summary>
    public void Forget(MessageKind kind) => _kept.Remove(kind);

    public void Write(FrameWriter writer)
    {
        writer.Byte((byte)_hashes.Count);
        foreach (var (kind, hash) in _hashes) writer.Byte((byte)kind).Bytes(hash);
        writer.Byte((byte)_kept.Count);
        foreach (var (kind, message) in _kept) writer.Byte((byte)kind).Block(message.Body.Span).Block(message.Signature.Span);
        writer.Block(SeedCommitment);
    }

    /// <exception cref="InvalidDataException">Torn.</exception>
    public static SiteProgress Read(ref FrameReader reader, SecureSumSettings settings, string site)
    {
        var progress = new SiteProgress();
        for (var left = reader.Byte(); left > 0; left--)
        {
            var kind = Kind(reader.Byte());
            if (!progress._hashes.TryAdd(kind, reader.Bytes(HashBytes).ToArray())) throw new InvalidDataException("the state of a round holds a message twice");
        }
        for (var left = reader.Byte(); left > 0; left--)
        {
            var kind = Kind(reader.Byte());
            var body = reader.Block(SignedMessage.MaximumBodyBytes).ToArray();
            if (!progress._kept.TryAdd(kind, new SignedMessage(settings.SlotOf(site, kind), body, reader.Block(SignedMessage.MaximumBodyBytes).ToArray())))
                throw new InvalidDataException("the state of a round holds a message twice");
        }
        var commitment = reader.Block(HashBytes);
        progress.SeedCommitment = commitment.Length == 0 ? null : commitment.ToArray();
        return progress;
    }

    private static MessageKind Kind(byte value) =>
        Enum.IsDefined((MessageKind)value) ? (MessageKind)value : throw new InvalidDataException($"the state of a round holds a message of the unknown kind {value}");
}
