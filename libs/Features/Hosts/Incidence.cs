namespace NetMl.Features.Hosts;

/// <summary>The flows at each node, in time order.</summary>
internal sealed class Incidence
{
    private readonly int[] _offsets;
    private readonly int[] _flows;

    private Incidence(int[] offsets, int[] flows)
    {
        _offsets = offsets;
        _flows = flows;
    }

    /// <summary>Counting sort of flows by one of their ends. O(nodes + flows).</summary>
    public static Incidence Of(int nodes, ReadOnlySpan<int> nodeOfFlow)
    {
        var offsets = new int[nodes + 1];
        foreach (var node in nodeOfFlow)
            offsets[node + 1]++;
        for (var v = 0; v < nodes; v++)
            offsets[v + 1] += offsets[v];

        var next = offsets[..nodes];
        var flows = new int[nodeOfFlow.Length];
        for (var flow = 0; flow < flows.Length; flow++)
            flows[next[nodeOfFlow[flow]]++] = flow;
        return new Incidence(offsets, flows);
    }

    public ReadOnlySpan<int> Of(int node) => _flows.AsSpan(_offsets[node].._offsets[node + 1]);
}
