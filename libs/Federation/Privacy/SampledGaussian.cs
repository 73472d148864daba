using MathNet.Numerics;

namespace NetMl.Federation.Privacy;

/// <summary>Rényi differential privacy of the Gaussian mechanism on a Poisson sample.</summary>
/// <remarks>
/// ln A(α)/(α − 1) with A(α) = E[((1 − q) + q·e^((2z−1)/2σ²))^α], z ~ N(0, σ²), in log space. Source: Mironov, Talwar and Zhang 2019, section 3.3: a binomial sum for whole α,
/// two series with erfc for others.
/// </remarks>
internal static class SampledGaussian
{
    private const double SmallestTerm = -40;
    private const int MostTerms = 100_000;

    public static double Rdp(double q, double sigma, double alpha)
    {
        if (q == 1)
            return alpha / (2 * sigma * sigma);
        var log = alpha == Math.Floor(alpha) ? LogWhole(q, sigma, (int)alpha) : LogFractional(q, sigma, alpha);
        return Math.Max(0, log) / (alpha - 1);
    }

    /// <summary>ln Σ_i binom(α, i) (1 − q)^(α−i) q^i e^((i²−i)/2σ²).</summary>
    private static double LogWhole(double q, double sigma, int alpha)
    {
        var (sum, logBinomial) = (double.NegativeInfinity, 0.0);
        for (var i = 0; i <= alpha; i++)
        {
            sum = LogAdd(sum, logBinomial + i * Math.Log(q) + (alpha - i) * double.LogP1(-q) + ((double)i * i - i) / (2 * sigma * sigma));
            logBinomial += Math.Log((alpha - i) / (i + 1.0));
        }
        return sum;
    }

    /// <summary>The integral is cut at z₀ = σ² ln(1/q − 1) + ½, where both summands of the base are equal; on each side a binomial series in the smaller one.</summary>
    private static double LogFractional(double q, double sigma, double alpha)
    {
        var cut = sigma * sigma * Math.Log(1 / q - 1) + 0.5;
        var (below, above) = (double.NegativeInfinity, double.NegativeInfinity);
        var (logBinomial, sign) = (0.0, 1);
        for (var i = 0; i < MostTerms; i++)
        {
            var j = alpha - i;
            var left = logBinomial + i * Math.Log(q) + j * double.LogP1(-q) + ((double)i * i - i) / (2 * sigma * sigma) + LogHalfErfc((i - cut) / (Math.Sqrt(2) * sigma));
            var right = logBinomial + j * Math.Log(q) + i * double.LogP1(-q) + (j * j - j) / (2 * sigma * sigma) + LogHalfErfc((cut - j) / (Math.Sqrt(2) * sigma));
            below = sign > 0 ? LogAdd(below, left) : LogSubtract(below, left);
            above = sign > 0 ? LogAdd(above, right) : LogSubtract(above, right);
            // Terms alternate and shrink once i > α.
            if (i > alpha && Math.Max(left, right) < SmallestTerm)
                return LogAdd(below, above);
            logBinomial += Math.Log(Math.Abs(j) / (i + 1));
            sign *= Math.Sign(j);
        }
        throw new InvalidOperationException($"The series for q = {q}, σ = {sigma}, α = {alpha} does not end.");
    }

    /// <summary>ln(½ erfc(x)); by its asymptotic series where erfc would underflow.</summary>
    private static double LogHalfErfc(double x)
    {
        if (x < 20)
            return Math.Log(SpecialFunctions.Erfc(x) / 2);
        var inverse = 1 / (2 * x * x);
        return -x * x - Math.Log(2 * x * Math.Sqrt(Math.PI)) + double.LogP1(-inverse * (1 - 3 * inverse * (1 - 5 * inverse)));
    }

    private static double LogAdd(double a, double b)
    {
        var (small, large) = (Math.Min(a, b), Math.Max(a, b));
        return double.IsNegativeInfinity(small) ? large : large + double.LogP1(Math.Exp(small - large));
    }

    /// <summary>ln(e^a − e^b), a ≥ b.</summary>
    private static double LogSubtract(double a, double b) => double.IsNegativeInfinity(b) ? a : b >= a ? double.NegativeInfinity : a + double.LogP1(-Math.Exp(b - a));
}
