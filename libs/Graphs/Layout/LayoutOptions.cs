namespace NetMl.Graphs.Layout;

/// <summary>How a whole graph is drawn, with all its components.</summary>
/// <param name="Forces">Of each component; null = <see cref="ForceOptions"/> as declared.</param>
/// <param name="Aspect">Width / height that packed components aim at, in [0.1, 10].</param>
/// <param name="Distance">Least distance between two nodes, in [0, 1]: what is nearer is pushed apart. 1 = as far as nodes on an even grid over the drawing.</param>
public sealed record LayoutOptions(ForceOptions? Forces = null, double Aspect = 1.5, double Distance = 0.6)
{
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    internal void Check()
    {
        if (Aspect is not (>= 0.1 and <= 10))
            throw new ArgumentOutOfRangeException(nameof(Aspect), Aspect, "The aspect must be 0.1 to 10.");
        if (Distance is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(Distance), Distance, "The least distance must be 0 to 1.");
        (Forces ?? new ForceOptions()).Check();
    }
}
