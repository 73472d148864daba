using System.Security.Cryptography;
using NetMl.Federation.Encoding;
using NetMl.Federation.Messages;
using NetMl.Federation.SecureAggregation;

namespace NetMl.Federation.Tests.SecureAggregation;

/// <summary>A whole secure sum in memory: server, sites, signing keys; sites can be lost before any step, and the server can be stored between any two messages.</summary>
internal sealed class SecureRound : IDisposable
{
    private readonly Dictionary<string, ECDsa> _keys;
    private readonly Dictionary<string, SecureSumClient> _clients;
    private readonly bool _storeBetweenMessages;

    public SecureRound(SecureSumSettings settings, bool storeBetweenMessages = false, Dictionary<string, ECDsa>? keys = null)
    {
        (Settings, _storeBetweenMessages) = (settings, storeBetweenMessages);
        _keys = keys ?? settings.Sites.ToDictionary(site => site, _ => SigningKey.Create());
        _clients = settings.Sites.ToDictionary(site => site, site => new SecureSumClient(settings, site, _keys[site], KeyOf));
        Server = SecureSumServer.Start(settings);
        Sum = new uint[settings.Length];
    }

    public SecureSumSettings Settings { get; }

    public SecureSumServer Server { get; private set; }

    /// <summary>What the server streams together.</summary>
    public uint[] Sum { get; }

    /// <summary>Everything a curious server can store.</summary>
    public List<SignedMessage> Messages { get; } = [];

    public Dictionary<string, uint[]> Masked { get; } = [];

    public IReadOnlyDictionary<string, ECDsa> Keys => _keys;

    public static SecureSumSettings Terms(int sites, int neighbours, int threshold, int ringBits = 32, int length = 16, int round = 1, int attempt = 1) => new(
        [.. Enumerable.Range(0, sites).Select(site => $"site-{site}")], neighbours, threshold, ringBits, length, "botnet", "run-1", round, attempt);

    public SecureSumClient Client(string site) => _clients[site];

    public ECDsa? KeyOf(string site) => _keys.GetValueOrDefault(site);

    public SignedMessage Sign(string site, MessageKind kind, byte[] body) =>
        SignedMessage.Sign(new MessageSlot(Settings.Federation, Settings.Run, Settings.Round, Settings.Attempt, site, kind), body, _keys[site]);

    /// <param name="vectorOf">The plain vector of a site, by index.</param>
    /// <param name="stepsOf">How many messages a site, by index, sends before it is gone: 0 to 5.</param>
    /// <param name="until">Stops after this step was closed.</param>
    public void Run(Func<int, uint[]> vectorOf, Func<int, int>? stepsOf = null, string until = "unmask")
    {
        stepsOf ??= _ => 5;
        foreach (var (step, number) in new[] { "keys", "shares", "update", "confirm", "unmask" }.Select((step, index) => (step, index + 1)))
        {
            Assert.Equal(step, Server.Step);
            for (var site = 0; site < Settings.Sites.Count; site++)
            {
                if (stepsOf(site) >= number && Server.Awaited.Contains(Settings.Sites[site])) Send(step, Settings.Sites[site], vectorOf(site));
            }
            Server.CloseStep();
            Store();
            if (step == until) return;
        }
    }

    /// <summary>Lets one site take the present step.</summary>
    public void Send(string step, string site, uint[] vector)
    {
        var client = _clients[site];
        var inbox = FrameList.SplitMessages(FrameList.Join(Server.InboxOf(site)));
        Post(step switch
        {
            "keys" => Sign(site, MessageKind.KeyAdvertisement, client.Advertise()),
            "shares" => Sign(site, MessageKind.KeyShares, client.Share(inbox)),
            "update" => Sign(site, MessageKind.Update, Mask(client, site, vector, inbox)),
            "confirm" => Sign(site, MessageKind.Confirmation, client.Confirm(SurvivorList.Decode(Server.Survivors.Encode()))),
            _ => Sign(site, MessageKind.Unmasking, client.Unmask(inbox)),
        });
    }

    public void Post(SignedMessage message)
    {
        var received = SignedMessage.Decode(message.Encode());
        Assert.Null(Server.Accept(received));
        Messages.Add(received);
        Store();
    }

    public uint[] Open()
    {
        var opened = (uint[])Sum.Clone();
        Server.Open(opened);
        return opened;
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values) client.Dispose();
    }

    private byte[] Mask(SecureSumClient client, string site, uint[] vector, IReadOnlyList<SignedMessage> inbox)
    {
        var masked = (uint[])vector.Clone();
        client.Mask(masked, inbox);
        Masked[site] = masked;
        for (var i = 0; i < masked.Length; i++) Sum[i] = (Sum[i] + masked[i]) & (uint.MaxValue >> (32 - Settings.RingBits));
        // Whole bytes per element stand in for the packing, which is tested elsewhere; the size is that of the packing.
        return UpdateManifest.Of(System.Runtime.InteropServices.MemoryMarshal.AsBytes(masked.AsSpan())[..RingPacking.Bytes(masked.Length, Settings.RingBits)]).Encode();
    }

    private void Store()
    {
        if (_storeBetweenMessages) Server = SecureSumServer.Decode(Server.Encode());
    }
}
