using NetMl.Federation.Encoding;

namespace NetMl.Benchmarks.FederationStudy;

/// <summary>How the sites' vectors become a weighted mean.</summary>
internal interface IRealFlowsSums
{
    /// <param name="vectors">Of each site: [layout.Length], weighted.</param>
    /// <returns>[layout.Length − 1]: Σ wᵢvᵢ / Σ wᵢ, and Σ wᵢ.</returns>
    (double[] Mean, double Weight) Sum(ContributionLayout layout, IReadOnlyList<double[]> vectors);
}

/// <summary>As float32 over the wire.</summary>
internal sealed class PlainSums : IRealFlowsSums
{
    public (double[] Mean, double Weight) Sum(ContributionLayout layout, IReadOnlyList<double[]> vectors)
    {
        var (sum, one) = (new double[layout.Length], new double[layout.Length]);
        foreach (var vector in vectors)
        {
            PlainVector.Decode(layout, PlainVector.Encode(layout, vector, PlainVector.Float32), PlainVector.Float32, one);
            for (var i = 0; i < sum.Length; i++)
                sum[i] += one[i];
        }
        return Divide(layout, sum);
    }

    public static (double[] Mean, double Weight) Divide(ContributionLayout layout, double[] sum)
    {
        var weight = sum[layout.WeightAt];
        return (Array.ConvertAll(sum[..layout.WeightAt], value => value / weight), weight);
    }
}
