using NetMl.Contracts.Training;
using NetMl.Gnn.Networks;
using NetMl.TrainingCoordinator.NodeClassification;

namespace NetMl.Training.Tests.NodeClassification;

public sealed class NodeRequestsTests
{
    private static readonly JobRequest Request = new("g", "m", TrainingTasks.NodeClassification);
    private static readonly string[] Two = ["a", "b"];

    [Fact]
    public void Resolve_NothingGiven_IsWhatThePaperUsed()
    {
        foreach (var network in NodeNetworks.Names)
        {
            var resolved = NodeRequests.Resolve(Request with { Network = new NetworkRequest(network) });

            Assert.Equal(NodeNetworks.Defaults(network), NodeRequests.Settings(resolved));
            Assert.Equal(1, resolved.Repeats);
            Assert.Equal(resolved, NodeRequests.Resolve(resolved));
            Assert.DoesNotContain(NodeRequests.Check(resolved), rule => !rule.Holds);
        }
    }

    [Fact]
    public void Resolve_WhatIsGiven_IsKept()
    {
        var given = new NetworkRequest("gat", 4, 3, 2, 0, 0.5, 0, 7, 0);

        Assert.Equal(given, NodeRequests.Resolve(Request with { Network = given }).Network);
    }

    [Theory]
    [InlineData(10, 5, 3, 2, null)]
    [InlineData(10, 0, 3, 2, "no edge between two nodes")]
    [InlineData(10, 5, 1 << 20, 2, "more than 8388608 parameters")]
    [InlineData(1 << 20, 5, 3, 2, "would have more than 33554432 values")]
    [InlineData(10, 1 << 25, 3, 2, "would have more than 33554432 values")]
    [InlineData(169_343, 2_400_000, 128, 40, null)]
    [InlineData(10, 5, 3, 1001, "1001 different labels")]
    public void Refusal_Sizes_AreCheckedBeforeAnythingIsComputed(int nodes, long edges, int features, int classes, string? sentence)
    {
        string[] names = [.. Enumerable.Range(0, classes).Select(number => $"{number}")];

        var refusal = NodeRequests.Refusal(NodeNetworks.Defaults("gcn"), "g", nodes, edges, features, names);

        if (sentence is null)
            Assert.Null(refusal);
        else
            Assert.Contains(sentence, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Refusal_GraphWithoutEdges_IsFineWhereNoneIsLookedAt() =>
        Assert.Null(NodeRequests.Refusal(NodeNetworks.Defaults("mlp"), "g", 10, 0, 3, Two));

    [Fact]
    public void Spread_OfValues_DividesByOneLess()
    {
        Assert.Equal((2.0, 1.0), NodeEvaluation.Spread([1, 2, 3]));
        Assert.Equal((0.75, 0.0), NodeEvaluation.Spread([0.75]));
    }
}
