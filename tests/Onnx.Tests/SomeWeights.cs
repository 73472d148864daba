using NetMl.Gnn.Parameters;

namespace NetMl.Onnx.Tests;

/// <summary>Made-up weights; biases are not zero, so that a forgotten one shows.</summary>
internal static class SomeWeights
{
    public static float[] Of(ParameterLayout layout, int seed)
    {
        var weights = layout.Initialise(seed);
        var random = new Random(seed);
        foreach (var slot in layout.Slots.Where(slot => slot.IsBias))
            foreach (ref var weight in weights.AsSpan(slot.Offset, slot.Count))
                weight = (float)(random.NextDouble() - 0.5);
        return weights;
    }
}
