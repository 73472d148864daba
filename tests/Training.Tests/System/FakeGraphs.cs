using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetMl.Contracts;
using NetMl.Contracts.Graphs;
using NetMl.Tensors.Files;

namespace NetMl.Training.Tests.System;

/// <summary>Imported graphs as graph-feature shows them: "groups" has three, told apart by noisy features and by edges that mostly stay within; "bare" has no label, "lone" no edge, "same" one label.</summary>
internal sealed class FakeGraphs
{
    private const int Groups = 3;
    private const int PerGroup = 40;
    private const int Nodes = Groups * PerGroup;
    private const int Features = 12;
    private static readonly string[] Names = ["bare", "groups", "lone", "same"];
    private readonly ConcurrentDictionary<string, string> _versions = new(Names.Select(name => KeyValuePair.Create(name, "v1")));

    public void Map(WebApplication app)
    {
        app.MapGet("/v1/graphs", () => Results.Json([.. Names.Select(Info)], WireJson.Default.IReadOnlyListGraphInfo));
        app.MapGet("/internal/graphs/{name}/tensors", (string name) => Names.Contains(name)
            ? Results.Bytes(Tensors(name), "application/octet-stream")
            : Results.Problem($"There is no graph '{name}'.", statusCode: 404));
    }

    /// <summary>Changes a graph's version.</summary>
    public void Replace(string name) => _versions[name] = "v2";

    private GraphInfo Info(string name) => new(
        name, false, Nodes, Edges(name).Length, 0, 1, Features, [], Classes(name).ToDictionary(label => label, _ => PerGroup), new Dictionary<string, int>(), [], _versions[name]);

    private static string[] Classes(string name) => name switch { "bare" => [], "same" => ["x"], _ => ["x", "y", "z"] };

    private static (int Source, int Target)[] Edges(string name)
    {
        var random = new Random(4);
        return name == "lone" ? [] : [.. Enumerable.Range(0, Nodes * 3).Select(_ =>
        {
            var (source, near) = (random.Next(Nodes), random.NextDouble() < 0.85);
            return (source, near ? source / PerGroup * PerGroup + random.Next(PerGroup) : random.Next(Nodes));
        })];
    }

    private byte[] Tensors(string name)
    {
        var (random, writer, edges, classes) = (new Random(5), new SafetensorsWriter(), Edges(name), Classes(name));
        var (offsets, index, value) = (new int[Nodes + 1], new List<int>(), new List<float>());
        for (var node = 0; node < Nodes; node++)
        {
            for (var feature = 0; feature < Features; feature++)
            {
                if (random.NextDouble() >= (feature % Groups == node / PerGroup ? 0.4 : 0.2))
                    continue;
                index.Add(feature);
                value.Add(1);
            }
            offsets[node + 1] = index.Count;
        }
        writer.Add(GraphTensors.Label, [.. Enumerable.Range(0, Nodes).Select(node => classes.Length == 0 ? -1 : node / PerGroup % classes.Length)]);
        writer.Add(GraphTensors.Split, new byte[Nodes]);
        writer.Add(GraphTensors.EdgeSource, edges.Select(edge => edge.Source).ToArray());
        writer.Add(GraphTensors.EdgeTarget, edges.Select(edge => edge.Target).ToArray());
        writer.Add(GraphTensors.FeatureOffsets, offsets);
        writer.Add(GraphTensors.FeatureIndex, index.ToArray());
        writer.Add(GraphTensors.FeatureValue, value.ToArray());
        writer.SetMetadata(GraphTensors.Version, _versions[name]);
        writer.SetMetadata(GraphTensors.Directed, "false");
        writer.SetMetadata(GraphTensors.Features, $"{Features}");
        writer.SetMetadata(GraphTensors.FeatureNames, "[]");
        writer.SetMetadata(GraphTensors.Classes, JsonSerializer.Serialize(classes));
        return writer.ToArray();
    }
}
