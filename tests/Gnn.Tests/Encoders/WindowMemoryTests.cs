using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;

namespace NetMl.Gnn.Tests.Encoders;

/// <summary>Two hosts over six windows: what the first host was matters for exactly the windows that the memory reads.</summary>
public sealed class WindowMemoryTests
{
    private const int Seen = 6;
    private static readonly IGraphNetwork Network = GraphNetworks.Create(new NetworkShape("flow-classification", "e-graphsage-temporal", 1, 1, 4, 2));

    [Fact]
    public void Forward_ChangeInTheFirstWindow_ReachesThreeWindowsMore()
    {
        var (before, after) = (Run(Graph(0)), Run(Graph(1)));

        var changed = Enumerable.Range(0, Seen).Where(window => before[2 * window] != after[2 * window]);

        Assert.Equal([0, 1, 2, 3], changed);
    }

    [Fact]
    public void Forward_ChangeInTheLastWindow_LeavesThePastAlone()
    {
        var (before, after) = (Run(Graph(0)), Run(Graph(0, last: 1)));

        Assert.Equal([Seen - 1], Enumerable.Range(0, Seen).Where(window => before[2 * window] != after[2 * window]));
    }

    // Nodes 2w and 2w + 1 are the two hosts in window w; one flow in each.
    private static GraphSample Graph(float first, float last = 0)
    {
        var features = new float[2 * Seen];
        (features[0], features[^2]) = (first, last);
        int[] Nodes(int host) => [.. Enumerable.Range(0, Seen).Select(window => 2 * window + host)];
        return new GraphSample(2 * Seen, 1, features, Nodes(0), Nodes(1), 1, new float[Seen]).OfHosts([.. Enumerable.Range(0, 2 * Seen).Select(node => node % 2)]);
    }

    private static float[] Run(GraphSample sample)
    {
        var graph = PreparedGraph<float>.Create(sample, Graphs.Plain(1), Graphs.Plain(1));
        var tape = new Tape<float>();
        var weights = Network.Layout.Initialise(1).Select(value => value + 0.02f).ToArray();
        return Network.Forward(tape, new ParameterSet<float>(tape, Network.Layout, weights, Memory<float>.Empty), graph, OwnedItems<float>.AllFlows(graph)).Value.Span.ToArray();
    }
}
