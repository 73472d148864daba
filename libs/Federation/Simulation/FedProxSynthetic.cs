using NetMl.Federation.Learning;

namespace NetMl.Federation.Simulation;

/// <summary>The synthetic(α, β) data of the FedProx paper: sites whose models differ by α and whose inputs differ by β.</summary>
/// <remarks>
/// 30 sites, 60 features, 10 classes. Site k has n = ⌊lognormal(4, 2)⌋ + 50 examples; u ~ N(0, α), W and b ~ N(u, 1); B ~ N(0, β), mean v ~ N(B, 1) per feature;
/// x ~ N(v, Σ) with Σ_jj = j^−1.2; y = argmax(Wx + b). The first 90 % are for training. α and β are deviations, as in the authors' generator.
/// Source: Li et al. 2020, section 5.1, and Shamir et al. 2014.
/// </remarks>
public sealed class FedProxSynthetic
{
    public const int Sites = 30;
    public const int Width = 60;
    public const int Classes = 10;
    public const int Parameters = Classes * (Width + 1);

    private readonly LogisticObjective[] _sites;

    private FedProxSynthetic(LogisticObjective[] sites) => _sites = sites;

    /// <summary>Training examples of all sites.</summary>
    public int Items => _sites.Sum(site => site.Items);

    public static FedProxSynthetic Generate(double alpha, double beta, int seed) =>
        new([.. Enumerable.Range(0, Sites).Select(site => Site(alpha, beta, SimulationSeeds.Stream(seed, -3, site)))]);

    public ITestedObjective this[int site] => _sites[site];

    /// <summary>Over the test examples of all sites together.</summary>
    public (double Loss, double Accuracy) Test(ReadOnlyMemory<float> parameters)
    {
        var (loss, accuracy, items) = (0.0, 0.0, 0);
        foreach (var site in _sites)
        {
            var scores = site.Test(parameters.ToArray());
            loss += scores.Loss * scores.Items;
            accuracy += scores.Accuracy * scores.Items;
            items += scores.Items;
        }
        return (loss / items, accuracy / items);
    }

    /// <summary>Mean loss over the training examples of all sites: what FedAvg and FedProx minimise.</summary>
    public double TrainingLoss(ReadOnlyMemory<float> parameters) =>
        _sites.Sum(site => site.Loss(parameters.ToArray()) * site.Items) / Items;

    private static LogisticObjective Site(double alpha, double beta, Random random)
    {
        var n = (int)Math.Exp(4 + 2 * SimulationSeeds.Gaussian(random)) + 50;
        var modelMean = alpha * SimulationSeeds.Gaussian(random);
        var inputMean = beta * SimulationSeeds.Gaussian(random);
        var weights = Draw(random, Classes * Width, modelMean);
        var bias = Draw(random, Classes, modelMean);
        var centre = Draw(random, Width, inputMean);
        var features = new float[n * Width];
        var labels = new int[n];
        for (var i = 0; i < n; i++)
        {
            var x = features.AsSpan(i * Width, Width);
            for (var j = 0; j < Width; j++)
                x[j] = (float)(centre[j] + Math.Pow(j + 1, -0.6) * SimulationSeeds.Gaussian(random));
            labels[i] = Label(weights, bias, x);
        }
        var (train, test) = new Examples(features, labels, Width).Split((int)(0.9 * n));
        return new LogisticObjective(train, test, Classes);
    }

    private static double[] Draw(Random random, int count, double mean) =>
        [.. Enumerable.Range(0, count).Select(_ => mean + SimulationSeeds.Gaussian(random))];

    private static int Label(double[] weights, double[] bias, ReadOnlySpan<float> x)
    {
        var (best, highest) = (0, double.NegativeInfinity);
        for (var c = 0; c < Classes; c++)
        {
            var z = bias[c];
            for (var j = 0; j < x.Length; j++)
                z += weights[c * Width + j] * x[j];
            if (z > highest)
                (best, highest) = (c, z);
        }
        return best;
    }
}
