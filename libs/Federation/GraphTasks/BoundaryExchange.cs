using System.Buffers.Binary;
using System.Security.Cryptography;
using NetMl.Contracts.Federation;
using NetMl.Federation.Statistics;

namespace NetMl.Federation.GraphTasks;

/// <summary>What other sites know of hosts that several sites see, as further node features: only by the plan's explicit policy.</summary>
/// <remarks>
/// Each site hashes its hosts' addresses, with a secret that only sites have, into buckets and fills a table: a mean embedding of
/// its hosts of the bucket, and 1 = present. The tables are summed (all weights 1); each site takes its own away from the sum.
/// Neither address nor count of hosts or flows is in a table. What it does tell: to the server, under secure aggregation, how many
/// sites share a bucket and their summed embedding; to another site, which knows the secret, the same of any address that it
/// thinks of. Hosts that fall into one bucket are mixed up: take more buckets than all sites have hosts.
/// Embedding: mean over the host's windows of z · P, with z its standardised features, P fixed and Gaussian (Johnson &amp; Lindenstrauss 1984).
/// </remarks>
public static class BoundaryExchange
{
    /// <summary>Least bytes of the sites' secret.</summary>
    public const int LeastSecretBytes = 16;

    /// <summary>Embeddings are cut at ±this.</summary>
    private const float Limit = 4;

    /// <summary>Elements of a table: buckets · (width + 1).</summary>
    public static int Length(BoundaryPlan plan) => plan.Buckets * (plan.Width + 1);

    /// <summary>A site's table: for each bucket the embedding, then presence, scaled into ±range.</summary>
    /// <param name="graphs">Its earlier flows are used.</param>
    /// <param name="scaling">What the sites agreed on.</param>
    /// <returns>[<see cref="Length"/>].</returns>
    /// <exception cref="ArgumentException">The plan has no boundary exchange, or the secret is too short.</exception>
    public static double[] Table(SiteGraphs graphs, SharedScaling scaling, ReadOnlySpan<byte> secret, double range)
    {
        ArgumentNullException.ThrowIfNull(graphs);
        ArgumentNullException.ThrowIfNull(scaling);
        var plan = PlanOf(graphs);
        var buckets = Buckets(graphs.TrainSide.NodeHost, secret, plan);
        var embeddings = Embeddings(graphs, scaling, plan);
        var table = new double[Length(plan)];
        var hosts = new int[plan.Buckets];
        foreach (var (host, embedding) in embeddings)
        {
            var row = table.AsSpan(buckets[host] * (plan.Width + 1), plan.Width + 1);
            for (var i = 0; i < plan.Width; i++)
                row[i] += embedding[i];
            hosts[buckets[host]]++;
        }
        for (var bucket = 0; bucket < plan.Buckets; bucket++)
        {
            if (hosts[bucket] == 0)
                continue;
            var row = table.AsSpan(bucket * (plan.Width + 1), plan.Width + 1);
            for (var i = 0; i < plan.Width; i++)
                row[i] = Math.Clamp(row[i] / hosts[bucket], -Limit, Limit) / Limit * range;
            row[plan.Width] = range;
        }
        return table;
    }

    /// <summary>The site's graphs with the other sites' mean embedding appended to each node; zeros where no other site knows its bucket.</summary>
    /// <param name="own">The site's table; empty when it is not in the sum.</param>
    /// <param name="sum">[<see cref="Length"/>]: the sum (not the mean) of the sites' tables.</param>
    public static SiteGraphs Join(SiteGraphs graphs, ReadOnlySpan<double> own, ReadOnlySpan<double> sum, ReadOnlySpan<byte> secret, double range)
    {
        ArgumentNullException.ThrowIfNull(graphs);
        var plan = PlanOf(graphs);
        if (sum.Length != Length(plan) || (own.Length != 0 && own.Length != sum.Length))
            throw new ArgumentException($"A boundary table has {Length(plan)} numbers, not {sum.Length} (own {own.Length}).", nameof(sum));
        var others = new float[plan.Buckets * plan.Width];
        for (var bucket = 0; bucket < plan.Buckets; bucket++)
        {
            var at = bucket * (plan.Width + 1);
            var sites = Math.Round((sum[at + plan.Width] - Own(own, at + plan.Width)) / range);
            for (var i = 0; i < plan.Width && sites >= 1; i++)
                others[bucket * plan.Width + i] = (float)Math.Clamp((sum[at + i] - Own(own, at + i)) / range * Limit / sites, -Limit, Limit);
        }
        var buckets = Buckets([.. graphs.TrainSide.NodeHost, .. graphs.TestSide.NodeHost], secret, plan);
        return graphs.Append(plan.Width, host => others.AsMemory(buckets[host] * plan.Width, plan.Width));
    }

    /// <summary>The bucket of each host.</summary>
    internal static Dictionary<string, int> Buckets(IEnumerable<string> hosts, ReadOnlySpan<byte> secret, BoundaryPlan plan)
    {
        if (secret.Length < LeastSecretBytes)
            throw new ArgumentException($"The secret of the boundary exchange has {secret.Length} bytes; it needs at least {LeastSecretBytes}.", nameof(secret));
        var buckets = new Dictionary<string, int>(StringComparer.Ordinal);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (var host in hosts)
        {
            if (buckets.ContainsKey(host))
                continue;
            HMACSHA256.HashData(secret, System.Text.Encoding.UTF8.GetBytes($"netml-boundary/1 {host}"), hash);
            buckets.Add(host, (int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)plan.Buckets));
        }
        return buckets;
    }

    private static Dictionary<string, float[]> Embeddings(SiteGraphs graphs, SharedScaling scaling, BoundaryPlan plan)
    {
        var (side, features) = (graphs.TrainSide, PlannedNetwork.NodeFeatures.Count);
        var standardised = new float[side.Sample.NodeFeatures.Length];
        scaling.Nodes.Apply(side.Sample.NodeFeatures.Span, standardised);
        var projection = Projection(features, plan.Width, graphs.Plan.Seed);
        var windows = side.NodeHost.CountBy(host => host, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var embeddings = new Dictionary<string, float[]>(StringComparer.Ordinal);
        for (var node = 0; node < side.Sample.Nodes; node++)
        {
            var host = side.NodeHost[node];
            if (!embeddings.TryGetValue(host, out var embedding))
                embeddings.Add(host, embedding = new float[plan.Width]);
            for (var f = 0; f < features; f++)
                for (var i = 0; i < plan.Width; i++)
                    embedding[i] += standardised[node * features + f] * projection[f * plan.Width + i] / windows[host];
        }
        return embeddings;
    }

    /// <summary>[features, width]: the same at every site.</summary>
    private static float[] Projection(int features, int width, int seed)
    {
        var random = new Random(seed);
        var projection = new float[features * width];
        foreach (ref var entry in projection.AsSpan())
            entry = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()) / Math.Sqrt(features));
        return projection;
    }

    private static double Own(ReadOnlySpan<double> own, int at) => own.IsEmpty ? 0 : own[at];

    private static BoundaryPlan PlanOf(SiteGraphs graphs) =>
        graphs.Plan.Boundary ?? throw new ArgumentException($"The plan '{graphs.Plan.Name}' has no boundary exchange.", nameof(graphs));
}
