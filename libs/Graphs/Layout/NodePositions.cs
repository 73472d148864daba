namespace NetMl.Graphs.Layout;

/// <summary>Where the nodes of a graph are drawn.</summary>
/// <param name="X">[n], in units of the layout; finite.</param>
/// <param name="Y">[n], growing downwards as on a screen; finite.</param>
public sealed record NodePositions(ReadOnlyMemory<float> X, ReadOnlyMemory<float> Y)
{
    /// <summary>n.</summary>
    public int Count => X.Length;
}
