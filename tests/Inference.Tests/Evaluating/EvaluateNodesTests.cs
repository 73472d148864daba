using System.Net;
using System.Net.Http.Json;
using NetMl.Contracts;
using NetMl.Contracts.Graphs;
using NetMl.Contracts.Serving;
using NetMl.Gnn.NodeClassification;
using NetMl.Inference.Tests.Fixtures;
using NetMl.Tensors;
using NetMl.Tensors.Files;

namespace NetMl.Inference.Tests.Evaluating;

/// <summary>Node classifiers scored on a stored graph: a ring of twelve nodes, every third without a label; the last six are its test part.</summary>
public sealed class EvaluateNodesTests
{
    private const int Nodes = 12;
    private static readonly string[] Names = ["Beacon", "Odd"];

    [Theory]
    [InlineData("split", 4, 2)]
    [InlineData("whole", 8, 4)]
    public async Task Evaluate_Graph_ScoresItsTestPartOrAllThatHasALabel(string graph, int scored, int unlabelled)
    {
        await using var inference = Create();
        using var client = await inference.ClientAsync();
        var probabilities = new NodePredictor(Artifacts.OfNodes(1)).Predict(Features(), Source, Target).Chunk(3).ToList();
        var right = Enumerable.Range(graph == "split" ? 6 : 0, graph == "split" ? 6 : Nodes)
            .Count(node => Label(node) is >= 0 and var label && Names[label] == Artifacts.Classes[Array.IndexOf(probabilities[node], probabilities[node].Max())]);

        using var response = await client.PostAsJsonAsync("/v1/models/nodes/evaluate", new EvaluationRequest(Graph: graph), WireJson.Default.EvaluationRequest);
        var report = await response.Content.ReadFromJsonAsync(WireJson.Default.EvaluationReport);

        Assert.Equal(("nodes", scored, unlabelled), (report?.Items, report?.Scored, report?.Unlabelled));
        Assert.Equal((double)right / scored, report?.Models[0].Classes?.Accuracy ?? -1, 1e-12);
        Assert.Equal(scored / 2, report?.Models[0].Unknown?["Odd"]);
        Assert.Contains(graph == "split" ? "own test part" : "no test part", Assert.Single(report?.Notes ?? []), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_GraphOfAnotherKind_IsRefused()
    {
        await using var inference = Create();
        using var client = await inference.ClientAsync();

        using var response = await client.PostAsJsonAsync("/v1/models/known/evaluate", new EvaluationRequest(Graph: "whole"), WireJson.Default.EvaluationRequest);

        Assert.Contains("features", await response.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_TornGraph_IsUnavailable()
    {
        await using var inference = Create();
        inference.Stored!.Graphs["torn"] = Tensors(isSplit: false)[..^40];
        inference.Stored.Graphs["wild"] = Tensors(isSplit: false, firstTarget: 99);
        using var client = await inference.ClientAsync();
        foreach (var graph in (string[])["torn", "wild"])
        {
            using var response = await client.PostAsJsonAsync("/v1/models/nodes/evaluate", new EvaluationRequest(Graph: graph), WireJson.Default.EvaluationRequest);

            Assert.Contains($"the tensors of graph '{graph}' cannot be used", await response.ProblemAsync(HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
        }
    }

    private static int[] Source => [.. Enumerable.Range(0, Nodes)];

    private static int[] Target => [.. Enumerable.Range(0, Nodes).Select(node => (node + 1) % Nodes)];

    private static int Label(int node) => node % 3 == 2 ? -1 : node % 3;

    private static SparseMatrix<float> Features() => new(
        Adjacency.OfRows(5, [.. Enumerable.Range(0, Nodes + 1)], [.. Enumerable.Range(0, Nodes).Select(node => node % 5)]), [.. Enumerable.Repeat(1f, Nodes)]);

    private static InferenceUnderTest Create()
    {
        var inference = new InferenceUnderTest { Stored = new StoredData { Graphs = { ["split"] = Tensors(isSplit: true), ["whole"] = Tensors(isSplit: false) } } };
        inference.Shelf.Publish("nodes", Artifacts.OfNodes(1));
        inference.Shelf.Publish("known", Artifacts.OfKnownNodes(1));
        return inference;
    }

    /// <summary>Also for explanations.</summary>
    internal static byte[] Tensors(bool isSplit, int firstTarget = 1)
    {
        var (writer, features) = (new SafetensorsWriter(), Features());
        writer.Add(GraphTensors.Label, [.. Enumerable.Range(0, Nodes).Select(Label)]);
        writer.Add(GraphTensors.Split, [.. Enumerable.Range(0, Nodes).Select(node => (byte)(!isSplit ? 0 : node < 6 ? 1 : 3))]);
        writer.Add(GraphTensors.EdgeSource, Source);
        writer.Add(GraphTensors.EdgeTarget, [firstTarget, .. Target[1..]]);
        writer.Add(GraphTensors.FeatureOffsets, [.. Enumerable.Range(0, Nodes + 1)]);
        writer.Add(GraphTensors.FeatureIndex, [.. Enumerable.Range(0, Nodes).Select(node => node % 5)]);
        writer.Add(GraphTensors.FeatureValue, [.. Enumerable.Repeat(1f, features.Pattern.Count)]);
        writer.SetMetadata(GraphTensors.Version, "v1");
        writer.SetMetadata(GraphTensors.Directed, "false");
        writer.SetMetadata(GraphTensors.Features, "5");
        writer.SetMetadata(GraphTensors.FeatureNames, "[]");
        writer.SetMetadata(GraphTensors.Classes, """["Beacon","Odd"]""");
        return writer.ToArray();
    }
}
