using System.Diagnostics;
using System.Security.Cryptography;
using NetMl.Federation.Encoding;
using NetMl.Federation.Messages;
using NetMl.Federation.SecureAggregation;

namespace NetMl.Benchmarks.FederationSuite;

/// <summary>What the clients of a round needed.</summary>
/// <param name="Milliseconds">Of one client's work in the whole round, on average.</param>
/// <param name="WorkMilliseconds">The same of the processors, with what the runtime did meanwhile.</param>
/// <param name="Sent">Bytes that one client sent, on average.</param>
/// <param name="Received">Bytes that one client got, on average, without the model.</param>
/// <param name="Sum">Σ of the vectors that are in the sum.</param>
/// <param name="Summed">How many they are.</param>
internal sealed record ClientCost(double Milliseconds, double WorkMilliseconds, double Sent, double Received, double[] Sum, int Summed);

/// <summary>Clients of one secure round, one after another, recorded for the server's process. Every twentieth goes away after it shared keys.</summary>
internal sealed class SecureClients : IDisposable
{
    private const double Range = 4;
    private const double Threshold = 0.67;
    private const int All = 32;

    private readonly SecureSumSettings _settings;
    private readonly SecureSumServer _relay;
    private readonly ECDsa[] _keys;
    private readonly SecureSumClient[] _clients;
    private readonly RoundTape _tape;
    private readonly double[] _sum;
    private long _ticks;
    private TimeSpan _work;
    private long _sent;
    private long _received;
    private int _summed;

    public SecureClients(int clients, int length, RoundTape tape)
    {
        Encoding = VectorEncoding.Fit(clients, Range, 0);
        var neighbours = clients <= All ? clients : 4 * (int)Math.Ceiling(Math.Log2(clients)) | 1;
        _settings = new SecureSumSettings(
            [.. Enumerable.Range(0, clients).Select(ClientVectors.Name)], neighbours, (int)Math.Ceiling(Threshold * neighbours), Encoding.RingBits, length, "benchmark", "run", 1, 1);
        _keys = [.. Enumerable.Range(0, clients).Select(_ => SigningKey.Create())];
        var keys = _settings.Sites.Zip(_keys).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        _clients = [.. _settings.Sites.Select((site, i) => new SecureSumClient(_settings, site, _keys[i], keys.GetValueOrDefault))];
        _relay = SecureSumServer.Start(_settings);
        (_tape, _sum) = (tape, new double[length]);
    }

    public VectorEncoding Encoding { get; }

    public ClientCost Run()
    {
        _tape.Start(_settings.Length, _relay.Encode());
        for (var i = 0; i < _clients.Length; i++)
            _tape.Add(_settings.Sites[i], _keys[i].ExportSubjectPublicKeyInfo());
        Step(MessageKind.KeyAdvertisement, (client, _, _) => client.Advertise());
        Step(MessageKind.KeyShares, (client, _, inbox) => client.Share(inbox));
        Step(MessageKind.Update, Mask);
        var survivors = _relay.Survivors.Encode();
        _received += _summed * (long)survivors.Length;
        Step(MessageKind.Confirmation, (client, _, _) => client.Confirm(SurvivorList.Decode(survivors)));
        Step(MessageKind.Unmasking, (client, _, inbox) => client.Unmask(inbox));
        double all = _clients.Length;
        return new ClientCost(_ticks * 1000.0 / Stopwatch.Frequency / all, _work.TotalMilliseconds / all, _sent / all, _received / all, _sum, _summed);
    }

    public void Dispose()
    {
        Array.ForEach(_clients, client => client.Dispose());
        Array.ForEach(_keys, key => key.Dispose());
    }

    private void Step(MessageKind kind, Func<SecureSumClient, int, IReadOnlyList<SignedMessage>, byte[]> work)
    {
        for (var i = 0; i < _clients.Length; i++)
        {
            if (i % 20 == 7 && kind >= MessageKind.Update)
                continue;
            var inbox = FrameList.Join(_relay.InboxOf(_settings.Sites[i]));
            _received += inbox.Length;
            var (vectorTicks, vectorWork) = (_vectorTicks, _vectorWork);
            var (started, worked) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var message = SignedMessage.Sign(
                new MessageSlot(_settings.Federation, _settings.Run, 1, 1, _settings.Sites[i], kind), work(_clients[i], i, FrameList.SplitMessages(inbox)), _keys[i]);
            _ticks += Stopwatch.GetTimestamp() - started - (_vectorTicks - vectorTicks);
            _work += Environment.CpuUsage.TotalTime - worked - (_vectorWork - vectorWork);
            _sent += _tape.Add(message);
            if (_relay.Accept(message) is { } refusal)
                throw new BenchmarkFailure(refusal);
        }
        _relay.CloseStep();
        _tape.CloseStep();
    }

    private long _vectorTicks;
    private TimeSpan _vectorWork;

    private byte[] Mask(SecureSumClient client, int index, IReadOnlyList<SignedMessage> inbox)
    {
        // Making up the vector and recording it is not the client's work.
        var (before, worked) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var vector = ClientVectors.Make(index, _settings.Length);
        for (var i = 0; i < vector.Length; i++)
            _sum[i] += vector[i];
        _vectorTicks += Stopwatch.GetTimestamp() - before;
        _vectorWork += Environment.CpuUsage.TotalTime - worked;

        var ring = new uint[vector.Length];
        Encoding.Encode(vector, ring);
        client.Mask(ring, inbox);
        var packed = new byte[RingPacking.Bytes(ring.Length, _settings.RingBits)];
        RingPacking.Pack(ring, _settings.RingBits, packed);
        var manifest = UpdateManifest.Of(packed).Encode();

        (before, worked) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        _tape.AddVector(packed);
        _vectorTicks += Stopwatch.GetTimestamp() - before;
        _vectorWork += Environment.CpuUsage.TotalTime - worked;
        _sent += packed.Length;
        _summed++;
        return manifest;
    }
}
