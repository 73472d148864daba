using NetMl.Gnn.Inputs;

namespace NetMl.Gnn.Splits;

/// <summary>Deals the labelled items (flows or nodes) of a graph to learning, choosing and testing. Items without a label are in no list.</summary>
/// <remarks>
/// By time, training and test part are two graphs, each built from its own flows: no window straddles the split and no feature has seen the other side. Drawn, or
/// by hosts, both lie in one graph: what is tested is in the averages and in the features of hosts, without its label, so scores tell less of traffic to come.
/// </remarks>
public static class ItemSplits
{
    /// <summary>The last share of each class of a training graph is chosen by, so that no class is only learnt from or only chosen by; the test part is another graph.</summary>
    /// <param name="labels">Of items in the order of time: flows, or nodes window by window; −1 = none.</param>
    /// <param name="validation">Share of the labelled items in [0, 1); a class of one item is learnt from.</param>
    public static ItemSplit ByTime(ReadOnlySpan<int> labels, double validation)
    {
        var (train, chosenBy) = Draw(Labelled(labels), labels, Share(validation, least: true), null);
        return new ItemSplit(train, chosenBy, []);
    }

    /// <summary>Drawn, each class by itself, so that all parts have the same shares of classes; a class of one item is learnt from.</summary>
    /// <param name="trainFraction">Share of the labelled items that are not tested, in (0, 1).</param>
    /// <param name="validation">Share of those that are chosen by, in [0, 1).</param>
    /// <param name="seed">The same seed draws the same items.</param>
    public static ItemSplit ByChance(ReadOnlySpan<int> labels, double trainFraction, double validation, int seed)
    {
        var (learnt, test) = Draw(Labelled(labels), labels, 1 - Share(trainFraction), new Random(seed));
        return WithValidation(learnt, test, labels, validation, seed);
    }

    /// <summary>Given items are tested, such as <see cref="FlowsOf"/> some hosts; what is chosen by is drawn from the others, each class by itself.</summary>
    /// <param name="isTested">For each item.</param>
    /// <param name="validation">Share of the other labelled items that are chosen by, in [0, 1).</param>
    public static ItemSplit ByChoice(ReadOnlySpan<int> labels, ReadOnlySpan<bool> isTested, double validation, int seed)
    {
        if (isTested.Length != labels.Length)
            throw new ArgumentException($"{labels.Length} items need as many choices, not {isTested.Length}.", nameof(isTested));
        var (learnt, test) = (new List<int>(), new List<int>());
        foreach (var item in Labelled(labels))
            (isTested[item] ? test : learnt).Add(item);
        return WithValidation([.. learnt], [.. test], labels, validation, seed);
    }

    /// <summary>Flows that begin or end at a chosen node.</summary>
    /// <param name="nodes">[n].</param>
    /// <returns>[m].</returns>
    public static bool[] FlowsOf(GraphSample graph, ReadOnlySpan<bool> nodes)
    {
        var flows = new bool[graph.Flows];
        for (var flow = 0; flow < flows.Length; flow++)
            flows[flow] = nodes[graph.FlowSource.Span[flow]] || nodes[graph.FlowTarget.Span[flow]];
        return flows;
    }

    private static ItemSplit WithValidation(int[] learnt, int[] test, ReadOnlySpan<int> labels, double validation, int seed)
    {
        var (train, chosenBy) = Draw(learnt, labels, Share(validation, least: true), new Random(seed + 1));
        return new ItemSplit(train, chosenBy, test);
    }

    // The last of each class, or of a drawn order.
    private static (int[] Kept, int[] Drawn) Draw(int[] items, ReadOnlySpan<int> labels, double share, Random? random)
    {
        var classes = new SortedDictionary<int, List<int>>();
        foreach (var item in items)
        {
            if (!classes.TryGetValue(labels[item], out var of))
                classes.Add(labels[item], of = []);
            of.Add(item);
        }
        var (kept, drawn) = (new List<int>(), new List<int>());
        foreach (var of in classes.Values)
        {
            var order = of.ToArray();
            random?.Shuffle(order);
            var taken = share == 0 ? 0 : Math.Min(order.Length - 1, Math.Max(1, (int)Math.Round(order.Length * share)));
            kept.AddRange(order[..^taken]);
            drawn.AddRange(order[^taken..]);
        }
        kept.Sort();
        drawn.Sort();
        return ([.. kept], [.. drawn]);
    }

    private static double Share(double share, bool least = false) => share < 1 && (least ? share >= 0 : share > 0)
        ? share
        : throw new ArgumentOutOfRangeException(nameof(share), share, "A share lies between 0 and 1.");

    private static int[] Labelled(ReadOnlySpan<int> labels)
    {
        var labelled = new List<int>();
        for (var item = 0; item < labels.Length; item++)
            if (labels[item] >= 0)
                labelled.Add(item);
        return [.. labelled];
    }
}
