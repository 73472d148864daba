namespace NetMl.Federation.Robust;

/// <summary>Updates count by how much they point the trusted site's way: Σ sᵢ·(‖g₀‖/‖gᵢ‖)·gᵢ / Σ sᵢ with sᵢ = max(0, cos(gᵢ, g₀)).</summary>
/// <remarks>
/// Any number of liars; the trusted site must be honest. Ignores weights. The trusted update itself takes part with s = 1.
/// Source: Cao et al. 2021, "FLTrust: Byzantine-robust federated learning via trust bootstrapping"; we differ: the yardstick is a trusted site's update, not one from the server's own data.
/// </remarks>
internal sealed class FlTrust(int trusted) : IRobustRule
{
    public string Name => "fl-trust";

    public string? Refuses(int n, int f) => n > f ? null : $"{Name} with {f} lying sites needs the trusted site's update besides theirs: more than {f} updates, not {n}.";

    public RobustResult Aggregate(IReadOnlyList<ReadOnlyMemory<float>> updates, ReadOnlySpan<double> weights)
    {
        var candidates = Candidates.Of(this, 0, updates, weights);
        var yardstick = candidates.Indices.ToList().IndexOf(trusted);
        if (yardstick < 0)
            throw new RobustAggregationException("The trusted site's update is missing or not finite, so fl-trust has no yardstick.");
        var reference = candidates.Updates[yardstick].Span;
        var norm = Norms.Of(reference);
        var scores = new double[candidates.Count];
        var scales = new double[candidates.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            var update = candidates.Updates[i].Span;
            var own = Norms.Of(update);
            // A cosine within rounding of 0 is no trust: it would let noise in at full norm.
            var cosine = i == yardstick ? 1 : Dot(update, reference) / (own * norm);
            scores[i] = cosine > 1e-6 ? cosine : 0;
            scales[i] = norm / own;
        }
        int[] chosen = [.. Enumerable.Range(0, scores.Length).Where(i => scores[i] > 0)];
        return new RobustResult(candidates.Mean(chosen, scores, scales), candidates.AllBut(chosen));
    }

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += (double)a[i] * b[i];
        return sum;
    }
}
