using NetMl.Flows;

namespace NetMl.Features;

/// <summary>Flows as a graph for learning: windows of consecutive flows in time order, one node for each host inside each window.</summary>
/// <remarks>
/// n nodes, m flows, fn and fe features. The same flows in any order and any batches give the same bits, except <see cref="FlowRow"/>.
/// Values are not standardised: that belongs to the model.
/// </remarks>
public sealed record FlowGraph
{
    /// <summary>[fn]: column names of <see cref="NodeFeatures"/>.</summary>
    public static IReadOnlyList<string> NodeFeatureNames => HostFeatures.TensorNames;

    /// <summary>[fe]: column names of <see cref="FlowFeatures"/>.</summary>
    public static IReadOnlyList<string> FlowFeatureNames => Features.FlowFeatures.Names;

    /// <summary>Number of windows.</summary>
    public required int Windows { get; init; }

    /// <summary>[n]: index into <see cref="Hosts"/>. Nodes are ordered by window, then by host.</summary>
    public required ReadOnlyMemory<int> NodeHost { get; init; }

    /// <summary>[n]: index of the window, ascending.</summary>
    public required ReadOnlyMemory<int> NodeWindow { get; init; }

    /// <summary>[n, fn], row after row: features of the host within its window.</summary>
    public required ReadOnlyMemory<float> NodeFeatures { get; init; }

    /// <summary>[m]: node that opened each flow.</summary>
    public required ReadOnlyMemory<int> FlowSource { get; init; }

    /// <summary>[m]: node that answered.</summary>
    public required ReadOnlyMemory<int> FlowTarget { get; init; }

    /// <summary>[m, fe], row after row.</summary>
    public required ReadOnlyMemory<float> FlowFeatures { get; init; }

    /// <summary>[m]: nanoseconds since 1970-01-01 UTC, ascending.</summary>
    public required ReadOnlyMemory<long> FlowStart { get; init; }

    /// <summary>[m]: index into <see cref="Classes"/>, −1 = no label.</summary>
    public required ReadOnlyMemory<int> FlowLabel { get; init; }

    /// <summary>[m]: place of each flow in the order in which the batches were given, counted through all of them.</summary>
    public required ReadOnlyMemory<int> FlowRow { get; init; }

    /// <summary>Addresses, ascending as numbers.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>Distinct labels, in ordinal order.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>n.</summary>
    public int NodeCount => NodeHost.Length;

    /// <summary>m.</summary>
    public int FlowCount => FlowStart.Length;

    /// <summary>Builds the graph.</summary>
    /// <param name="batches">Flows in any order.</param>
    /// <param name="windowFlows">Flows per window, ≥ 1; 0 = one window for all.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="windowFlows"/> is negative.</exception>
    /// <remarks>O(m log m), and O(w^1.5) per window of w flows for triangles.</remarks>
    public static FlowGraph Build(IReadOnlyList<FlowBatch> batches, int windowFlows) => Build(FlowTable.Build(batches), windowFlows);

    /// <summary>Builds the graph of a table.</summary>
    public static FlowGraph Build(FlowTable flows, int windowFlows)
    {
        ArgumentNullException.ThrowIfNull(flows);
        ArgumentOutOfRangeException.ThrowIfNegative(windowFlows);
        return FlowGraphBuilder.Build(flows, windowFlows == 0 ? Math.Max(1, flows.Count) : windowFlows);
    }
}
