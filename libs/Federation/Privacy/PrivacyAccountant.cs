namespace NetMl.Federation.Privacy;

/// <summary>Steps of the Gaussian mechanism that were or would be spent.</summary>
/// <param name="Rate">q in (0, 1]: chance of each site to take part; below 1 only for real Poisson sampling.</param>
/// <param name="NoiseMultiplier">z: deviation of the noise in units of the sensitivity.</param>
public readonly record struct PrivacyStep(double Rate, double NoiseMultiplier, int Steps);

/// <summary>Adds up the Rényi differential privacy of Gaussian mechanisms and tells ε.</summary>
/// <remarks>
/// What is protected: all that one site sent (its contribution replaced by nothing). Conversion: ε = min over orders α of RDP + ln(1 − 1/α) − ln(δα)/(α − 1) (Canonne, Kamath and Steinke 2020).
/// State = <see cref="Spent"/>; an accountant made from it goes on.
/// </remarks>
public sealed class PrivacyAccountant
{
    private readonly IReadOnlyList<double> _orders;
    private readonly double[] _rdp;
    private readonly List<PrivacyStep> _spent = [];

    /// <param name="spent">What was spent before.</param>
    /// <param name="orders">Each above 1; <see cref="DefaultOrders"/> unless given.</param>
    public PrivacyAccountant(IEnumerable<PrivacyStep>? spent = null, IReadOnlyList<double>? orders = null)
    {
        _orders = orders ?? DefaultOrders;
        _rdp = new double[_orders.Count];
        foreach (var step in spent ?? [])
            Add(step.Rate, step.NoiseMultiplier, step.Steps);
    }

    /// <summary>1.1 to 10.9 by 0.1, 11 to 63, 128, 256, 512, 1024.</summary>
    public static IReadOnlyList<double> DefaultOrders { get; } =
        [.. Enumerable.Range(11, 99).Select(tenth => tenth / 10.0), .. Enumerable.Range(11, 53).Select(order => (double)order), 128, 256, 512, 1024];

    /// <summary>All that was added, equal steps together.</summary>
    public IReadOnlyList<PrivacyStep> Spent => _spent;

    /// <summary>RDP of one step of the Gaussian mechanism with Poisson sampling at one order.</summary>
    /// <param name="rate">q in (0, 1]; below 1 only for real Poisson sampling.</param>
    /// <param name="noiseMultiplier">σ in units of the sensitivity.</param>
    public static double Rdp(double rate, double noiseMultiplier, double order)
    {
        Check(rate, noiseMultiplier);
        if (!(order > 1) || double.IsInfinity(order))
            throw new ArgumentOutOfRangeException(nameof(order), order, "An order is a finite number above 1.");
        return SampledGaussian.Rdp(rate, noiseMultiplier, order);
    }

    public void Add(double rate, double noiseMultiplier, int steps)
    {
        Check(rate, noiseMultiplier);
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        if (steps == 0)
            return;
        for (var i = 0; i < _rdp.Length; i++)
            _rdp[i] += steps * SampledGaussian.Rdp(rate, noiseMultiplier, _orders[i]);
        var same = _spent.FindIndex(one => one.Rate == rate && one.NoiseMultiplier == noiseMultiplier);
        if (same < 0)
            _spent.Add(new PrivacyStep(rate, noiseMultiplier, steps));
        else
            _spent[same] = _spent[same] with { Steps = checked(_spent[same].Steps + steps) };
    }

    /// <summary>0 before the first step.</summary>
    public double Epsilon(double delta) => Best(delta).Epsilon;

    /// <summary>ε and the order that gave it.</summary>
    public (double Epsilon, double Order) Best(double delta)
    {
        if (!(delta > 0 && delta < 1))
            throw new ArgumentOutOfRangeException(nameof(delta), delta, "δ lies between 0 and 1.");
        if (_spent.Count == 0)
            return (0, _orders[0]);
        var best = (Epsilon: double.PositiveInfinity, Order: _orders[0]);
        for (var i = 0; i < _rdp.Length; i++)
        {
            var alpha = _orders[i];
            var epsilon = Math.Max(0, _rdp[i] + Math.Log(1 - 1 / alpha) - Math.Log(delta * alpha) / (alpha - 1));
            if (epsilon < best.Epsilon)
                best = (epsilon, alpha);
        }
        return best;
    }

    /// <summary>ε of a whole plan.</summary>
    public static double Epsilon(double rate, double noiseMultiplier, int steps, double delta) =>
        new PrivacyAccountant([new PrivacyStep(rate, noiseMultiplier, steps)]).Epsilon(delta);

    /// <summary>Smallest noise multiplier (within 1e-3) that keeps <paramref name="steps"/> steps within ε.</summary>
    /// <exception cref="ArgumentException">No noise up to 2^20 does.</exception>
    public static double NoiseFor(double epsilon, double delta, double rate, int steps)
    {
        var (low, high) = (0.0, 1.0);
        while (!(Epsilon(rate, high, steps, delta) <= epsilon))
        {
            if (high >= 1 << 20)
                throw new ArgumentException($"No noise keeps {steps} steps within ε = {epsilon} at δ = {delta}.", nameof(epsilon));
            (low, high) = (high, 2 * high);
        }
        while (high - low > 1e-3)
        {
            var middle = (low + high) / 2;
            if (Epsilon(rate, middle, steps, delta) <= epsilon)
                high = middle;
            else
                low = middle;
        }
        return high;
    }

    private static void Check(double rate, double noiseMultiplier)
    {
        if (!(rate > 0 && rate <= 1))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "A sampling rate lies above 0 and is at most 1.");
        if (!(noiseMultiplier > 0) || double.IsInfinity(noiseMultiplier))
            throw new ArgumentOutOfRangeException(nameof(noiseMultiplier), noiseMultiplier, "A noise multiplier is a finite number above 0.");
    }
}
