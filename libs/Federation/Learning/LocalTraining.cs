using System.Numerics.Tensors;
using NetMl.Federation.Privacy;

namespace NetMl.Federation.Learning;

/// <summary>How a site trains in one round.</summary>
/// <param name="Optimiser">sgd or adam.</param>
/// <param name="BatchUnits">Units per step; 0 = all.</param>
/// <param name="ProximalMu">FedProx: μ/2 ‖w − w_global‖² is added to the loss.</param>
/// <param name="PrivateNoise">DP-SGD noise multiplier; 0 = off. Units are then drawn by Poisson sampling.</param>
/// <param name="PrivateClip">DP-SGD: largest norm of the gradient of one unit's mean loss.</param>
/// <param name="MaximumSteps">Partial work of a straggler; 0 = no limit.</param>
public sealed record LocalOrder(
    int Epochs, double LearningRate, string Optimiser = "sgd", int BatchUnits = 1, double ProximalMu = 0, double PrivateNoise = 0, double PrivateClip = 1, int MaximumSteps = 0)
{
    /// <summary>Steps that a site with so many units takes: epochs · ⌈units / batch⌉, at most <see cref="MaximumSteps"/>.</summary>
    public int StepsFor(int units)
    {
        var all = (long)Epochs * StepsPerEpoch(units);
        return (int)Math.Min(all, MaximumSteps > 0 ? MaximumSteps : int.MaxValue);
    }

    /// <summary>Units of one step.</summary>
    public int BatchFor(int units) => BatchUnits <= 0 ? units : Math.Min(BatchUnits, units);

    internal int StepsPerEpoch(int units) => units == 0 ? 0 : (units - 1) / BatchFor(units) + 1;
}

/// <summary>What local training gave.</summary>
/// <param name="Delta">[P]: new − old parameters.</param>
/// <param name="StartLoss">Mean loss at the old parameters.</param>
public sealed record LocalUpdate(float[] Delta, int Steps, double StartLoss);

/// <summary>Local optimisation, the same for every strategy.</summary>
/// <remarks>
/// One step goes along g = (Σ gradients of the batch) / (items of the batch) + μ(w − w_global) + correction.
/// With PrivateNoise σ the first term is (Σ clipped gradients + N(0, σ²C²)) / (expected batch), Abadi et al. 2016, where every unit is drawn by its own coin.
/// </remarks>
public static class LocalTraining
{
    /// <summary>Trains from <paramref name="start"/> on the site's own items.</summary>
    /// <param name="start">[P]; not changed.</param>
    /// <param name="correction">[P] added to every gradient (SCAFFOLD), or empty.</param>
    /// <param name="random">Order of the units. Private coins and noise come from the system's cryptographic source instead.</param>
    /// <exception cref="ArgumentException">A length or a number of the order is wrong.</exception>
    /// <exception cref="ArithmeticException">The parameters are no longer finite; says what to do.</exception>
    /// <remarks>O(steps · (batch gradients + P)) time, [5 P] extra memory.</remarks>
    public static LocalUpdate Run(
        ILocalObjective objective, ReadOnlyMemory<float> start, LocalOrder order, ReadOnlyMemory<float> correction, Random random, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(random);
        Check(objective, start, order, correction);
        var parameters = start.ToArray();
        var startLoss = objective.Items == 0 ? 0 : objective.Loss(parameters);
        IGradientBatches batches = order.PrivateNoise > 0 ? new PrivateBatches(objective, order) : new ShuffledBatches(objective, order, random);
        var optimiser = new LocalOptimiser(order, objective.Parameters);
        var gradient = new float[objective.Parameters];
        var pull = order.ProximalMu > 0 ? new float[objective.Parameters] : [];
        var steps = order.StepsFor(objective.Units);
        for (var step = 0; step < steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            batches.MeanGradient(step, parameters, gradient);
            if (pull.Length > 0)
            {
                TensorPrimitives.Subtract(parameters, start.Span, pull);
                TensorPrimitives.MultiplyAdd(pull, (float)order.ProximalMu, gradient, gradient);
            }
            if (!correction.IsEmpty)
                TensorPrimitives.Add(gradient, correction.Span, gradient);
            optimiser.Step(parameters, gradient);
        }
        TensorPrimitives.Subtract(parameters, start.Span, parameters);
        return float.IsFinite(TensorPrimitives.SumOfMagnitudes<float>(parameters))
            ? new LocalUpdate(parameters, steps, startLoss)
            : throw new ArithmeticException($"Local training left the finite numbers after {steps} steps; lower the learning rate of {order.LearningRate}.");
    }

    private static void Check(ILocalObjective objective, ReadOnlyMemory<float> start, LocalOrder order, ReadOnlyMemory<float> correction)
    {
        if (start.Length != objective.Parameters)
            throw new ArgumentException($"{start.Length} parameters for an objective with {objective.Parameters}.", nameof(start));
        if (!correction.IsEmpty && correction.Length != objective.Parameters)
            throw new ArgumentException($"A correction of {correction.Length} numbers for {objective.Parameters} parameters.", nameof(correction));
        if (order.Epochs < 0 || order.MaximumSteps < 0 || order.BatchUnits < 0)
            throw new ArgumentException("Epochs, steps and batch must not be negative.", nameof(order));
        if (!double.IsFinite(order.LearningRate) || order.LearningRate <= 0)
            throw new ArgumentException($"The learning rate {order.LearningRate} is not above 0.", nameof(order));
        if (order.PrivateNoise < 0 || order.ProximalMu < 0 || (order.PrivateNoise > 0 && !(order.PrivateClip > 0)))
            throw new ArgumentException("Noise and proximal term must not be negative, and private training needs a clip above 0.", nameof(order));
    }
}
