using System.Text.Json;

namespace NetMl.Tensors.Tests.Fixtures;

/// <summary>What PyTorch 1.13.1 says (tests/fixtures/pytorch/optimisers_and_losses.py).</summary>
internal static class PyTorchAnswers
{
    private static readonly JsonElement Root = JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "fixtures", "optimisers_and_losses.json")));

    public static JsonElement Get(params string[] path)
    {
        var element = Root;
        foreach (var name in path)
            element = element.GetProperty(name);
        return element;
    }

    public static double[] Numbers(this JsonElement element) => [.. element.EnumerateArray().Select(number => number.GetDouble())];

    public static float[] Floats(this JsonElement element) => [.. element.EnumerateArray().Select(number => number.GetSingle())];
}
