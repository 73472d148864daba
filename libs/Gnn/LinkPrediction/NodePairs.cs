namespace NetMl.Gnn.LinkPrediction;

/// <summary>Pairs of nodes.</summary>
/// <param name="First">[pairs].</param>
/// <param name="Second">[pairs].</param>
public sealed record NodePairs(int[] First, int[] Second)
{
    public int Count => First.Length;
}
