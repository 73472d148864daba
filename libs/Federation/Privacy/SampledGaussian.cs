using MathNet.Numerics.Integration;
using static NetMl.Federation.Privacy.LogSpace;

namespace NetMl.Federation.Privacy;

/// <summary>Rényi differential privacy of the Gaussian mechanism on a Poisson sample: ln A(α)/(α − 1), A(α) = E[(1 + u)^α], u = q·(e^((2z−1)/2σ²) − 1), z ~ N(0, σ²).</summary>
/// <remarks>
/// Source: Mironov, Talwar and Zhang 2019, section 3.3: a binomial sum for whole α. We differ for others: their series hardly converges near q = ½; since E[u] = 0,
/// A − 1 is the integral of (1 + u)^α − 1 − αu, which is smooth and never negative, so that Gauss–Legendre panels give it to about 1e-12 of itself, in log space.
/// </remarks>
internal static class SampledGaussian
{
    /// <summary>Beyond this many deviations the normal density (below 1e-36) adds nothing.</summary>
    private const double Tail = 13;

    private static readonly GaussLegendreRule Panel = new(-1, 1, 16);

    public static double Rdp(double q, double sigma, double alpha)
    {
        if (q == 1)
            return alpha / (2 * sigma * sigma);
        var log = alpha == Math.Floor(alpha) ? LogSum(q, sigma, (int)alpha) : LogIntegral(q, sigma, alpha);
        return Math.Max(0, log) / (alpha - 1);
    }

    /// <summary>ln Σ_i binom(α, i) (1 − q)^(α−i) q^i e^((i²−i)/2σ²); since the chances add up to 1, as ln(1 + Σ_{i≥2} chance_i (e^… − 1)).</summary>
    internal static double LogSum(double q, double sigma, int alpha)
    {
        var (excess, logBinomial) = (double.NegativeInfinity, Math.Log(alpha));
        for (var i = 2; i <= alpha; i++)
        {
            logBinomial += Math.Log((alpha - i + 1.0) / i);
            excess = Add(excess, logBinomial + i * Math.Log(q) + (alpha - i) * Log1P(-q) + LogExpM1(((double)i * i - i) / (2 * sigma * sigma)));
        }
        return Add(0, excess);
    }

    /// <summary>ln(1 + ∫ N(z; 0, σ²) ((1 + u)^α − 1 − αu) dz). (1 + u)^α turns from one power to the other within σ² of z: panels are no wider.</summary>
    internal static double LogIntegral(double q, double sigma, double alpha)
    {
        var (from, to) = (-Tail * sigma, alpha + Tail * sigma);
        var panels = (int)Math.Ceiling((to - from) / Math.Min(sigma, sigma * sigma));
        var half = (to - from) / panels / 2;
        var sum = double.NegativeInfinity;
        for (var panel = 0; panel < panels; panel++)
            for (var point = 0; point < Panel.Order; point++)
            {
                var z = from + half * (2 * panel + 1 + Panel.Abscissas[point]);
                sum = Add(sum, Math.Log(Panel.Weights[point]) - z * z / (2 * sigma * sigma) + LogExcess(q, (2 * z - 1) / (2 * sigma * sigma), alpha));
            }
        return Add(0, sum + Math.Log(half / (sigma * Math.Sqrt(2 * Math.PI))));
    }

    /// <summary>ln((1 + u)^α − 1 − αu), u = q·(e^ratio − 1).</summary>
    private static double LogExcess(double q, double ratio, double alpha)
    {
        var logBase = ratio > 30 ? ratio + Math.Log(q) : Log1P(q * ExpM1(ratio));
        var power = alpha * logBase;
        if (ratio > 30 || power > 30)
            return power + Log1P(-Math.Exp(Math.Log(alpha) + logBase + Log1P(-(alpha - 1) / alpha * Math.Exp(-logBase)) - power));
        var u = q * ExpM1(ratio);
        return Math.Log(Math.Abs(u) > 1e-3
            ? ExpM1(power) - alpha * u
            : alpha * (alpha - 1) / 2 * u * u * (1 + (alpha - 2) / 3 * u * (1 + (alpha - 3) / 4 * u * (1 + (alpha - 4) / 5 * u))));
    }
}
