namespace NetMl.Tensors.Optimisation;

/// <summary>What one step of an optimiser is told.</summary>
/// <param name="Index">0-based.</param>
/// <param name="Rate">Step size, above 0.</param>
/// <param name="WeightDecay">Strength of the pull towards zero, ≥ 0; what it means is the optimiser's choice.</param>
public readonly record struct OptimiserStep(int Index, float Rate, float WeightDecay = 0);

/// <summary>Moves parameters against their gradients.</summary>
/// <remarks>
/// Called once per step and slot (weight matrix), so that the decay may differ and a slot may stand for itself. All but <see cref="Lamb"/> treat each
/// element alone, so a slot may also be cut into ranges; elements get the same bits wherever a range begins. O(n) time, no allocation.
/// </remarks>
public interface IOptimiser
{
    /// <summary>The name used in settings.</summary>
    string Name { get; }

    /// <summary>How many of the two states are used: 0, 1 or 2. Unused ones may be empty.</summary>
    int States { get; }

    /// <summary>One step, in place.</summary>
    /// <param name="gradient">[n].</param>
    /// <param name="values">[n].</param>
    /// <param name="first">[n] when there is a state: zeros before step 0, then kept by the caller.</param>
    /// <param name="second">[n] when there are two, likewise.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    void Step(OptimiserStep step, ReadOnlySpan<float> gradient, Span<float> values, Span<float> first, Span<float> second);
}
