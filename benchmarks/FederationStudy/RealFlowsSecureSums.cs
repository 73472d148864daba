using NetMl.Federation.Encoding;
using NetMl.Federation.Messages;
using NetMl.Federation.SecureAggregation;

namespace NetMl.Benchmarks.FederationStudy;

/// <summary>Under masks, every message signed. Each sum is also taken plainly, to see that quantisation is all that differs.</summary>
/// <param name="range">Numbers are cut to ±range.</param>
internal sealed class SecureSums(int sites, double range) : IRealFlowsSums
{
    private readonly VectorEncoding _encoding = VectorEncoding.Fit(sites, range, 0);
    private int _round;

    /// <summary>Largest difference of a number of a mean from the plain mean of the same vectors.</summary>
    public double LargestDifference { get; private set; }

    /// <summary>The bound of the sum that had it.</summary>
    public double ItsBound { get; private set; }

    /// <summary>Largest share that a difference had of the bound of its own sum.</summary>
    public double LargestShare { get; private set; }

    public (double[] Mean, double Weight) Sum(ContributionLayout layout, IReadOnlyList<double[]> vectors)
    {
        var secure = PlainSums.Divide(layout, Open(layout.Length, vectors));
        var plain = new double[layout.Length];
        foreach (var vector in vectors)
            for (var i = 0; i < plain.Length; i++)
                plain[i] += vector[i];
        var (mean, _) = PlainSums.Divide(layout, plain);
        var difference = mean.Zip(secure.Mean, (a, b) => Math.Abs(a - b)).Max();
        var bound = _encoding.MeanError(sites, secure.Weight, mean.Max(Math.Abs));
        if (difference > LargestDifference)
            (LargestDifference, ItsBound) = (difference, bound);
        LargestShare = Math.Max(LargestShare, difference / bound);
        return secure;
    }

    private double[] Open(int length, IReadOnlyList<double[]> vectors)
    {
        string[] names = [.. Enumerable.Range(0, sites).Select(site => FormattableString.Invariant($"site-{site}"))];
        var settings = new SecureSumSettings(names, sites, sites / 2 + 1, _encoding.RingBits, length, "study", "run", ++_round, 1);
        var keys = names.ToDictionary(name => name, _ => SigningKey.Create(), StringComparer.Ordinal);
        var clients = names.Select(name => new SecureSumClient(settings, name, keys[name], keys.GetValueOrDefault)).ToArray();
        var server = SecureSumServer.Start(settings);
        var sum = new uint[length];
        Step(MessageKind.KeyAdvertisement, (client, _, _) => client.Advertise());
        Step(MessageKind.KeyShares, (client, _, inbox) => client.Share(inbox));
        Step(MessageKind.Update, (client, site, inbox) =>
        {
            var ring = new uint[length];
            _encoding.Encode(vectors[site], ring);
            client.Mask(ring, inbox);
            var packed = new byte[RingPacking.Bytes(length, _encoding.RingBits)];
            RingPacking.Pack(ring, _encoding.RingBits, packed);
            RingPacking.AddPacked(packed, _encoding.RingBits, sum);
            return UpdateManifest.Of(packed).Encode();
        });
        Step(MessageKind.Confirmation, (client, _, _) => client.Confirm(server.Survivors));
        Step(MessageKind.Unmasking, (client, _, inbox) => client.Unmask(inbox));
        server.Open(sum);
        var sums = new double[length];
        _encoding.DecodeSum(sum, sites, sums);
        Array.ForEach(clients, client => client.Dispose());
        foreach (var key in keys.Values)
            key.Dispose();
        return sums;

        void Step(MessageKind kind, Func<SecureSumClient, int, IReadOnlyList<SignedMessage>, byte[]> work)
        {
            for (var site = 0; site < sites; site++)
            {
                var body = work(clients[site], site, server.InboxOf(names[site]));
                var message = SignedMessage.Sign(new MessageSlot("study", "run", settings.Round, 1, names[site], kind), body, keys[names[site]]);
                if (server.Accept(message) is { } refusal)
                    throw new BenchmarkFailure(refusal);
            }
            server.CloseStep();
        }
    }
}
