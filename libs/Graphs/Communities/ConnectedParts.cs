namespace NetMl.Graphs.Communities;

/// <summary>Makes a community of each connected part of a community, which never lowers modularity.</summary>
internal static class ConnectedParts
{
    /// <summary>Relabels in place: each part gets its first node as label.</summary>
    public static void Split(LeidenLevel level, int[] communityOf)
    {
        var part = new int[communityOf.Length];
        Array.Fill(part, -1);
        var waiting = new Stack<int>();
        for (var first = 0; first < part.Length; first++)
        {
            if (part[first] >= 0)
                continue;
            part[first] = first;
            waiting.Push(first);
            while (waiting.TryPop(out var v))
            {
                for (var e = level.Offsets[v]; e < level.Offsets[v + 1]; e++)
                {
                    var other = level.Targets[e];
                    if (part[other] >= 0 || communityOf[other] != communityOf[v] || level.Weights[e] <= 0)
                        continue;
                    part[other] = first;
                    waiting.Push(other);
                }
            }
        }
        part.CopyTo(communityOf, 0);
    }
}
