namespace NetMl.Graphs.Layout;

/// <summary>How forces pull and push.</summary>
/// <param name="Steps">Of the whole graph; 0 = as many as its size needs, between 120 and 500.</param>
/// <param name="Repulsion">k_r > 0: two nodes push each other with k_r (degree + 1)(degree + 1) / distance. Scales the drawing by its square root.</param>
/// <param name="Gravity">k_g ≥ 0: every node is pulled to the middle with k_g (degree + 1), so that nothing drifts off.</param>
/// <param name="LinLog">Edges pull with log(1 + distance) instead of distance: tighter and farther communities.</param>
/// <param name="Weighted">Edges pull in proportion to their weights, which must be ≥ 0, instead of alike.</param>
/// <param name="Theta">θ ≥ 0 of Barnes and Hut: nodes in a box smaller than θ times its distance push as one; 0 is exact and slow.</param>
/// <param name="Seed">Of the communities that the drawing starts from; the same seed gives the same drawing.</param>
public sealed record ForceOptions(
    int Steps = 0, double Repulsion = 2, double Gravity = 1, bool LinLog = false, bool Weighted = false, double Theta = 0.9, long Seed = 1)
{
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Steps);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Repulsion);
        ArgumentOutOfRangeException.ThrowIfNegative(Gravity);
        ArgumentOutOfRangeException.ThrowIfNegative(Theta);
        if (!double.IsFinite(Repulsion) || !double.IsFinite(Gravity) || !double.IsFinite(Theta))
            throw new ArgumentOutOfRangeException(nameof(Repulsion), "Repulsion, gravity and theta must be finite numbers.");
    }
}
