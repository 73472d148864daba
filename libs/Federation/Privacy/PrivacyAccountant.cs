namespace NetMl.Federation.Privacy;

/// <summary>Adds up the Rényi differential privacy of Gaussian mechanisms and tells ε.</summary>
public sealed class PrivacyAccountant
{
    public static IReadOnlyList<double> DefaultOrders => throw new NotImplementedException();

    /// <summary>RDP of one step of the Gaussian mechanism with Poisson sampling at one order.</summary>
    /// <param name="rate">q in (0, 1]; below 1 only for real Poisson sampling.</param>
    /// <param name="noiseMultiplier">σ in units of the sensitivity.</param>
    public static double Rdp(double rate, double noiseMultiplier, double order) => throw new NotImplementedException();

    public void Add(double rate, double noiseMultiplier, int steps) => throw new NotImplementedException();

    public double Epsilon(double delta) => throw new NotImplementedException();

    /// <summary>ε of a whole plan.</summary>
    public static double Epsilon(double rate, double noiseMultiplier, int steps, double delta) => throw new NotImplementedException();

    /// <summary>Smallest noise multiplier (within 1e-3) that keeps <paramref name="steps"/> steps within ε.</summary>
    public static double NoiseFor(double epsilon, double delta, double rate, int steps) => throw new NotImplementedException();
}
