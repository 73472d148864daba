using System.Numerics.Tensors;
using NetMl.Federation.Encoding;

namespace NetMl.FederationSystem.Tests.Sums;

/// <summary>The clear vectors of a round's sites.</summary>
/// <param name="Encoding">Null: plain float32.</param>
internal sealed record RoundSums(ContributionLayout Layout, IReadOnlyDictionary<string, double[]> Sites, VectorEncoding? Encoding)
{
    /// <summary>Half a unit of the last place of a float32, for vectors that travel or are kept as such, and one for the step of the server.</summary>
    private const double Rounding = 3.0 / (1 << 24);

    /// <summary>Values and metrics: Σ wᵢ·vᵢ / Σ wᵢ.</summary>
    public double[] Mean => MeanOf(Sites.Values);

    /// <summary>Largest error that quantising (or float32) allows a mean within ±<paramref name="magnitude"/>.</summary>
    public double Bound(double magnitude)
    {
        var weight = Sites.Values.Sum(vector => vector[Layout.WeightAt]);
        return (Encoding?.MeanError(Sites.Count, weight, magnitude) ?? 0) + Rounding * (1 + magnitude);
    }

    /// <summary>How far the mean would move if the site that moves it least were counted twice, or not at all: what the bound must be far below.</summary>
    public double LeastWrong() => Sites.Keys.SelectMany(site => (IEnumerable<double>)
        [Distance(MeanOf([.. Sites.Values, Sites[site]])), Distance(MeanOf(Sites.Where(other => other.Key != site).Select(other => other.Value)))]).Min();

    public static double Largest(ReadOnlySpan<double> numbers) => numbers.IsEmpty ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude(numbers));

    private double Distance(double[] other)
    {
        var difference = new double[other.Length];
        TensorPrimitives.Subtract(Mean, other, difference);
        return Largest(difference);
    }

    private double[] MeanOf(IEnumerable<double[]> vectors)
    {
        var sum = new double[Layout.Length];
        foreach (var vector in vectors)
            TensorPrimitives.Add(sum, vector, sum);
        TensorPrimitives.Divide(sum, sum[Layout.WeightAt], sum);
        return sum[..Layout.WeightAt];
    }
}
