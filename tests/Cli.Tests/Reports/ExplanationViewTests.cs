using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetMl.Contracts.Serving;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Tests.Reports;

public sealed class ExplanationViewTests
{
    private static readonly ExplainResponse Node = new(
        "papers", 1, TrainingTasks.NodeClassification, "inference-1", "paper42", "Theory", 0.9, [], "It looks like Theory.",
        [new FeatureReason("node", "word 7", "1", "word 7", 0.125), new FeatureReason("node", "word 9", "1", "word 9", 0.0001)],
        [new EdgeReason("paper42", "paper1", 0.5, false)], [new DrawnNode("paper42", 0, 0, true), new DrawnNode("paper1", 1, 1, false)],
        new ExplanationFidelity(0.9, 0.9, 0.9, 0.5), "mask", 1, 0);

    [Fact]
    public async Task Show_Node_HasNoColumnsOfFlowsAndPercentagePoints()
    {
        var run = await ExplainAsync(Node);

        Assert.Contains("+12.5 pp", run.Output, StringComparison.Ordinal);
        Assert.All(["payload", "port", "word 9"], absent => Assert.DoesNotContain(absent, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Show_NoFeatureMovesIt_IsOneSentence()
    {
        var run = await ExplainAsync(Node with { Features = [new FeatureReason("node", "word 9", "1", "word 9", 0.0001)] });

        Assert.Contains("No single feature moves the probability by 0.05 pp", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("What counts", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_Trees_AddsToTheScore()
    {
        var run = await ExplainAsync(Node with { Edges = [], Fidelity = null, Method = "none", Score = new ExplanationScore(-1, 1.5, "Other"), Features = [new FeatureReason("flow", "failed", "yes", "in vain", 2.5)] });

        Assert.All(["adds to the score", "+2.50", "boosted trees see no edges"], present => Assert.Contains(present, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Show_NoFeatureMovesTheScore_IsOneSentence()
    {
        var run = await ExplainAsync(Node with { Score = new ExplanationScore(-1, -0.99, "Other"), Features = [new FeatureReason("flow", "failed", "yes", "in vain", 0.0049)] });

        Assert.Contains("No single feature moves the score by 0.005", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("What counts", run.Output, StringComparison.Ordinal);
    }

    private static async Task<NetMlRun> ExplainAsync(ExplainResponse answer)
    {
        await using var gateway = await FakeGateway.StartAsync(app => app.MapPost("/v1/models/papers/explain", () => Results.Json(answer)));
        return await gateway.NetMlAsync("explain", "node", "paper42", "--model", "papers", "--graph", "cora");
    }
}
