namespace NetMl.Graphs.Communities;

/// <summary>A division of nodes into communities.</summary>
/// <param name="CommunityOf">[n]: community of each node; communities are numbered by their first node.</param>
/// <param name="Sizes">[communities]: nodes in each, at least 1.</param>
public sealed record CommunityLabels(ReadOnlyMemory<int> CommunityOf, ReadOnlyMemory<int> Sizes)
{
    /// <summary>Number of communities.</summary>
    public int Count => Sizes.Length;

    /// <summary>Numbers communities by their first node.</summary>
    /// <param name="labels">[n], each in 0..n−1.</param>
    internal static CommunityLabels Of(ReadOnlySpan<int> labels)
    {
        var numberOf = new int[labels.Length];
        Array.Fill(numberOf, -1);
        var communityOf = new int[labels.Length];
        var sizes = new List<int>();
        for (var v = 0; v < labels.Length; v++)
        {
            ref var number = ref numberOf[labels[v]];
            if (number < 0)
            {
                number = sizes.Count;
                sizes.Add(0);
            }
            communityOf[v] = number;
            sizes[number]++;
        }
        return new CommunityLabels(communityOf, sizes.ToArray());
    }
}
