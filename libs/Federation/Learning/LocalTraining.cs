namespace NetMl.Federation.Learning;

/// <summary>How a site trains in one round.</summary>
/// <param name="Optimiser">sgd or adam.</param>
/// <param name="BatchUnits">Units per step; 0 = all.</param>
/// <param name="ProximalMu">FedProx: μ/2 ‖w − w_global‖² is added to the loss.</param>
/// <param name="PrivateNoise">DP-SGD noise multiplier; 0 = off. Units are then drawn by Poisson sampling.</param>
/// <param name="MaximumSteps">Partial work of a straggler; 0 = no limit.</param>
public sealed record LocalOrder(
    int Epochs, double LearningRate, string Optimiser = "sgd", int BatchUnits = 1, double ProximalMu = 0, double PrivateNoise = 0, double PrivateClip = 1, int MaximumSteps = 0);

/// <summary>What local training gave.</summary>
/// <param name="Delta">[P]: new − old parameters.</param>
public sealed record LocalUpdate(float[] Delta, int Steps, double StartLoss);

/// <summary>Local optimisation, the same for every strategy.</summary>
public static class LocalTraining
{
    /// <param name="start">[P]; not changed.</param>
    /// <param name="correction">[P] added to every gradient (SCAFFOLD), or empty.</param>
    /// <param name="random">Order of the units.</param>
    public static LocalUpdate Run(
        ILocalObjective objective, ReadOnlyMemory<float> start, LocalOrder order, ReadOnlyMemory<float> correction, Random random, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
