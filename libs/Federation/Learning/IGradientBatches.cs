using System.Numerics.Tensors;

namespace NetMl.Federation.Learning;

/// <summary>Draws the units of a step and gives their mean gradient.</summary>
internal interface IGradientBatches
{
    /// <param name="step">0, 1, …: each once, in order.</param>
    /// <param name="gradient">[P]; overwritten.</param>
    void MeanGradient(int step, Memory<float> parameters, Memory<float> gradient);
}

/// <summary>Every unit once per epoch, in a new order each epoch; the mean is over items.</summary>
internal sealed class ShuffledBatches(ILocalObjective objective, LocalOrder order, Random random) : IGradientBatches
{
    private readonly int[] _units = [.. Enumerable.Range(0, objective.Units)];

    public void MeanGradient(int step, Memory<float> parameters, Memory<float> gradient)
    {
        var stepsPerEpoch = order.StepsPerEpoch(_units.Length);
        if (step % stepsPerEpoch == 0)
            random.Shuffle(_units);
        var batch = order.BatchFor(_units.Length);
        var begin = step % stepsPerEpoch * batch;
        gradient.Span.Clear();
        var items = 0;
        foreach (var unit in _units.AsSpan(begin, Math.Min(batch, _units.Length - begin)))
        {
            objective.AddGradient(unit, parameters, gradient);
            items += objective.ItemsOf(unit);
        }
        if (items > 1)
            TensorPrimitives.Multiply(gradient.Span, 1f / items, gradient.Span);
    }
}
