namespace NetMl.Tensors.Optimisation;

/// <summary>Lowers the rate when a loss has stopped falling.</summary>
/// <remarks>As PyTorch's ReduceLROnPlateau with relative threshold: better means below best · (1 − threshold).</remarks>
public sealed class PlateauRate
{
    private readonly double _factor;
    private readonly int _patience;
    private readonly double _threshold;
    private readonly float _minimum;
    private double _best = double.PositiveInfinity;
    private int _waited;

    /// <param name="learningRate">To begin with, above 0.</param>
    /// <param name="factor">What a fall leaves, in (0, 1).</param>
    /// <param name="patience">Observations without a better one that are borne, ≥ 0.</param>
    /// <param name="threshold">Share by which a loss must fall to be better, in [0, 1).</param>
    /// <param name="minimum">The rate does not fall below it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public PlateauRate(float learningRate, double factor = 0.1, int patience = 10, double threshold = 1e-4, float minimum = 0)
    {
        if (!(factor > 0 && factor < 1))
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "What is left of the rate lies in (0, 1).");
        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        (Rate, _factor, _patience, _threshold, _minimum) = (learningRate, factor, patience, threshold, minimum);
    }

    /// <summary>The present rate.</summary>
    public float Rate { get; private set; }

    /// <summary>Takes in the loss of an epoch.</summary>
    /// <param name="loss">Lower is better; one that is not a number is not better.</param>
    /// <returns>The rate from now on.</returns>
    public float Observe(double loss)
    {
        if (loss < _best * (1 - _threshold) || (double.IsPositiveInfinity(_best) && double.IsFinite(loss)))
            (_best, _waited) = (loss, 0);
        else if (++_waited > _patience)
            (Rate, _waited) = (Math.Max(_minimum, (float)(Rate * _factor)), 0);
        return Rate;
    }
}
