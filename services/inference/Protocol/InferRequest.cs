namespace NetMl.Inference.Protocol;

/// <summary>An inference request, its tensors still as JSON.</summary>
/// <param name="Outputs">Names asked for; null = all.</param>
internal sealed record InferRequest(string? Id, IReadOnlyList<InferInput> Inputs, IReadOnlyList<string>? Outputs);

/// <summary>One input tensor.</summary>
/// <param name="Data">The JSON array as sent.</param>
internal sealed record InferInput(string Name, string Datatype, IReadOnlyList<int> Shape, ReadOnlyMemory<byte> Data)
{
    public string ShapeText => $"[{string.Join(", ", Shape)}]";
}
