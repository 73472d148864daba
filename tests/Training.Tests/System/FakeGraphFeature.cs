using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetMl.Contracts;
using NetMl.Contracts.Datasets;
using NetMl.Features;
using NetMl.Flows;
using NetMl.Tensors.Files;

namespace NetMl.Training.Tests.System;

/// <summary>graph-feature as the coordinator sees it, over made-up flows: dataset "office" with labels, "plain" without, "single" with one label.</summary>
internal sealed class FakeGraphFeature
{
    private readonly ConcurrentDictionary<string, byte[]> _tensors = [];
    private readonly ConcurrentDictionary<string, SnapshotSummary> _snapshots = [];
    private readonly IReadOnlyList<FlowBatch> _flows = SyntheticCapture.Generate(1, new SyntheticOptions { Flows = 2000, Hosts = 40 });

    /// <summary>Imported graphs.</summary>
    public FakeGraphs Graphs { get; } = new();

    public void Map(WebApplication app)
    {
        Graphs.Map(app);
        app.MapGet("/v1/datasets", () => Results.Json([Summary("office"), Summary("plain"), Summary("single")], WireJson.Default.IReadOnlyListDatasetSummary));
        app.MapGet("/v1/datasets/{dataset}", (string dataset) => IsKnown(dataset)
            ? Results.Json(Summary(dataset), WireJson.Default.DatasetSummary)
            : Results.Problem($"There is no data set '{dataset}'.", statusCode: 404));
        app.MapPost("/v1/datasets/{dataset}/snapshots", async (string dataset, HttpRequest request) =>
        {
            var wanted = await JsonSerializer.DeserializeAsync(request.Body, WireJson.Default.SnapshotRequest) ?? new SnapshotRequest();
            return Results.Json(Create(dataset, wanted), WireJson.Default.SnapshotSummary, statusCode: 201);
        });
        app.MapGet("/v1/snapshots/{id}", (string id) => _snapshots.TryGetValue(id, out var snapshot)
            ? Results.Json(snapshot, WireJson.Default.SnapshotSummary)
            : Results.Problem($"There is no snapshot '{id}'.", statusCode: 404));
        app.MapGet("/v1/datasets/{dataset}/behaviours", (string dataset) => Results.Json(dataset == "single" ? [] : Findings(), WireJson.Default.IReadOnlyListBehaviourFinding));
        app.MapGet("/v1/snapshots/{id}/tensors", (string id) => _tensors.TryGetValue(id, out var tensors)
            ? Results.Bytes(tensors, "application/octet-stream")
            : Results.Problem($"There is no snapshot '{id}'.", statusCode: 404));
    }

    /// <summary>What detectors found: each source of labelled scans, from its first flow to its last.</summary>
    private IReadOnlyList<BehaviourFinding> Findings()
    {
        var graph = FlowGraph.Build(FlowTable.Build(_flows), 0);
        return
        [
            .. Enumerable.Range(0, graph.FlowCount).Where(flow => graph.Classes[graph.FlowLabel.Span[flow]].EndsWith("Scan", StringComparison.Ordinal))
                .GroupBy(flow => graph.Hosts[graph.NodeHost.Span[graph.FlowSource.Span[flow]]])
                .Select(flows => new BehaviourFinding(
                    $"f-{flows.Key}", "d", "address-scan", flows.Key, null, Instant(graph.FlowStart.Span[flows.First()]), Instant(graph.FlowStart.Span[flows.Last()]), 80, "T1046",
                    new Dictionary<string, double>(), "It scans.", flows.Count())),
        ];
    }

    private static DateTimeOffset Instant(long nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100);

    private DatasetSummary Summary(string dataset) => new(dataset, Count, 1, 0, Count, dataset == "plain" ? 0 : Count, null, null);

    private int Count => _flows.Sum(batch => batch.Count);

    private static bool IsKnown(string dataset) => dataset is "office" or "plain" or "single";

    private SnapshotSummary Create(string dataset, SnapshotRequest request)
    {
        var graph = FlowGraph.Build(FlowTable.Build(_flows, Nanoseconds(request.From, long.MinValue), Nanoseconds(request.To, long.MaxValue)), request.WindowFlows);
        var id = $"{dataset}-{request.From?.UtcTicks}-{request.To?.UtcTicks}-{request.WindowFlows}";
        var (labels, classes) = Labels(dataset, graph);
        _tensors[id] = Tensors(id, graph, labels, classes);
        return _snapshots[id] = new SnapshotSummary(id, dataset, request.WindowFlows, graph.Windows, graph.Hosts.Count, graph.NodeCount, graph.FlowCount, graph.FlowCount, null, null, classes);
    }

    private static (int[] Labels, IReadOnlyList<string> Classes) Labels(string dataset, FlowGraph graph) => dataset switch
    {
        "plain" => (Array.ConvertAll(graph.FlowLabel.ToArray(), _ => -1), []),
        "single" => (Array.ConvertAll(graph.FlowLabel.ToArray(), _ => 0), ["Benign"]),
        _ => (graph.FlowLabel.ToArray(), graph.Classes),
    };

    private static byte[] Tensors(string id, FlowGraph graph, int[] labels, IReadOnlyList<string> classes)
    {
        var writer = new SafetensorsWriter();
        writer.SetMetadata(SnapshotTensors.SnapshotId, id);
        writer.SetMetadata(SnapshotTensors.Hosts, JsonSerializer.Serialize(graph.Hosts));
        writer.SetMetadata(SnapshotTensors.Classes, JsonSerializer.Serialize(classes));
        writer.SetMetadata(SnapshotTensors.NodeFeatureNames, JsonSerializer.Serialize(FlowGraph.NodeFeatureNames));
        writer.SetMetadata(SnapshotTensors.FlowFeatureNames, JsonSerializer.Serialize(FlowGraph.FlowFeatureNames));
        writer.Add(SnapshotTensors.NodeHost, graph.NodeHost.Span);
        writer.Add(SnapshotTensors.NodeWindow, graph.NodeWindow.Span);
        writer.Add(SnapshotTensors.NodeFeatures, graph.NodeFeatures.Span, graph.NodeCount, FlowGraph.NodeFeatureNames.Count);
        writer.Add(SnapshotTensors.FlowSource, graph.FlowSource.Span);
        writer.Add(SnapshotTensors.FlowTarget, graph.FlowTarget.Span);
        writer.Add(SnapshotTensors.FlowFeatures, graph.FlowFeatures.Span, graph.FlowCount, FlowGraph.FlowFeatureNames.Count);
        writer.Add(SnapshotTensors.FlowStart, graph.FlowStart.Span);
        writer.Add(SnapshotTensors.FlowLabel, labels);
        return writer.ToArray();
    }

    private static long Nanoseconds(DateTimeOffset? instant, long missing) =>
        instant is { } known ? (known.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100 : missing;
}
