using System.Text.Json;

namespace NetMl.Gnn.Tests.Layers;

/// <summary>What PyTorch 1.13.1 says of one layer on the small graph (tests/fixtures/pytorch/layers.py).</summary>
/// <param name="Parameters">By slot, row-major.</param>
/// <param name="Slopes">The loss is the sum of outputs times these.</param>
internal sealed record LayerCase(
    string Layer, Dictionary<string, double[]> Parameters, double[] Slopes, double[] Output, Dictionary<string, double[]> Gradients, double[] InputGradient);

/// <summary>The small graph: node 0 hears nearly all, node 2 itself, node 7 nobody.</summary>
internal sealed record GraphCase(int Nodes, int[] Listeners, int[] Sources, int[] Relations, double[] X, double[] Flows)
{
    /// <summary>The same edges in another order.</summary>
    public GraphCase Shuffled(int seed)
    {
        var order = Graphs.Shuffled(Listeners.Length, seed);
        var width = Flows.Length / Listeners.Length;
        return this with
        {
            Listeners = [.. order.Select(e => Listeners[e])],
            Sources = [.. order.Select(e => Sources[e])],
            Relations = [.. order.Select(e => Relations[e])],
            Flows = [.. order.SelectMany(e => Flows[(e * width)..((e + 1) * width)])],
        };
    }
}

/// <summary>The file of both.</summary>
internal sealed record LayerCases(GraphCase Graph, LayerCase[] Cases)
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static LayerCases All { get; } = Read();

    public static LayerCase Of(string layer) => All.Cases.Single(one => one.Layer == layer);

    private static LayerCases Read()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "fixtures", "layers.json"));
        return JsonSerializer.Deserialize<LayerCases>(file, Names) ?? throw new InvalidDataException("layers.json holds nothing.");
    }
}
