using System.Text.Json;
using NetMl.Inference.Refusals;

namespace NetMl.Inference.Protocol;

/// <summary>Reads the numbers of an input: flat, or nested exactly as its shape says, row after row.</summary>
internal static class TensorData
{
    /// <exception cref="Refusal">400: another type, another number of values, or a value that is not a finite number.</exception>
    public static float[] Floats(InferInput input)
    {
        RequireType(input, "FP32");
        var values = new float[Count(input)];
        var cursor = new TensorCursor(input);
        while (cursor.Next(values.Length))
        {
            if (!cursor.Reader.TryGetSingle(out var value) || !float.IsFinite(value))
                throw cursor.Wrong("is not a finite number of type FP32");
            values[cursor.Index] = value;
        }
        return values;
    }

    /// <exception cref="Refusal">400: another type, another number of values, or a value that is no node.</exception>
    public static int[] Nodes(InferInput input, int nodes) => Indices(input, nodes, $"{ModelTensors.NodeFeatures} has {nodes} nodes");

    /// <param name="count">Values lie in 0..count − 1.</param>
    /// <param name="why">What there are so many of, as a sentence.</param>
    /// <exception cref="Refusal">400: another type, another number of values, or a value out of range.</exception>
    public static int[] Indices(InferInput input, long count, string why)
    {
        RequireType(input, "INT64", "INT32");
        var values = new int[Count(input)];
        var cursor = new TensorCursor(input);
        while (cursor.Next(values.Length))
        {
            if (!cursor.Reader.TryGetInt64(out var value))
                throw cursor.Wrong($"is not a whole number of type {input.Datatype}");
            if ((ulong)value >= (ulong)count)
                throw cursor.Wrong($"is {value}, and {why}, numbered from 0");
            values[cursor.Index] = (int)value;
        }
        return values;
    }

    private static int Count(InferInput input)
    {
        long count = 1;
        foreach (var length in input.Shape)
            count = Math.Min(int.MaxValue, count * length);

        // Each value takes at least one byte and a separator; more than that cannot be there, whatever the shape claims.
        if (count > input.Data.Length / 2 + 1)
            throw Refusal.BadRequest($"The input '{input.Name}' has fewer values than its shape {input.ShapeText} asks for.");
        return (int)count;
    }

    private static void RequireType(InferInput input, params ReadOnlySpan<string> types)
    {
        if (!types.Contains(input.Datatype))
            throw Refusal.BadRequest($"The input '{input.Name}' has the datatype {input.Datatype}; it must be {string.Join(" or ", types.ToArray())}.");
    }
}
