namespace NetMl.Federation.Learning;

/// <summary>A loss over one site's own items, as the sum over batches; what every strategy trains on.</summary>
public interface ILocalObjective
{
    /// <summary>P.</summary>
    int Parameters { get; }

    /// <summary>Training items (labelled flows, hosts, examples).</summary>
    int Items { get; }

    /// <summary>Smallest units that have a gradient of their own: windows of flows, or examples. DP-SGD protects one of them.</summary>
    int Units { get; }

    /// <summary>Items of a unit.</summary>
    int ItemsOf(int unit);

    /// <summary>Adds the gradient of the summed loss of one unit to <paramref name="gradient"/>.</summary>
    /// <param name="parameters">[P].</param>
    /// <param name="gradient">[P].</param>
    /// <returns>The summed loss.</returns>
    double AddGradient(int unit, Memory<float> parameters, Memory<float> gradient);

    /// <summary>Mean loss over all training items.</summary>
    double Loss(Memory<float> parameters);
}

/// <summary>Test scores of one site, as shares of its test items.</summary>
/// <param name="Confusion">[3 · classes]: true positives, false positives, false negatives.</param>
public sealed record LocalScores(double Loss, double Accuracy, double[] Confusion, int Items);

/// <summary>An objective that can also be tested on held-out items.</summary>
public interface ITestedObjective : ILocalObjective
{
    int Classes { get; }

    LocalScores Test(Memory<float> parameters);
}
