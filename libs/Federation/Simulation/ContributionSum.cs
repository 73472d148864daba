using NetMl.Federation.Strategies;

namespace NetMl.Federation.Simulation;

/// <summary>Adds contributions one after another, in double precision: the order alone decides the bits.</summary>
internal sealed class ContributionSum(int length)
{
    private readonly double[] _values = new double[length];
    private double _weight;
    private double _loss;

    public int Sites { get; private set; }

    /// <summary>Weighted mean of the sites' losses before the round; NaN of nothing.</summary>
    public double MeanLoss => _loss / _weight;

    /// <param name="factor">On the values alone (staleness).</param>
    public void Add(SiteContribution contribution, double weight, double factor = 1)
    {
        var scale = weight * factor;
        var values = contribution.Values;
        for (var i = 0; i < _values.Length; i++)
            _values[i] += scale * values[i];
        _weight += weight;
        _loss += weight * contribution.Loss;
        Sites++;
    }

    public RoundSum Mean(int population)
    {
        var mean = new float[_values.Length];
        for (var i = 0; i < mean.Length; i++)
            mean[i] = (float)(_values[i] / _weight);
        return new RoundSum(mean, _weight, Sites, population);
    }

    /// <summary>The same weight and sites around a mean that a robust rule gave.</summary>
    public RoundSum Around(float[] mean, int population) => new(mean, _weight, Sites, population);

    /// <summary>A site's weight as in a real round: min(items, maximum)/maximum, or 1 with a maximum of 0.</summary>
    public static double WeightOf(int items, int maximumItems) => maximumItems == 0 ? 1 : Math.Min(items, maximumItems) / (double)maximumItems;
}
