using NetMl.Inference.Refusals;

namespace NetMl.Inference.Protocol;

/// <summary>The inputs of a request by name, all of them known to the model.</summary>
internal sealed class RequestInputs
{
    private readonly InferRequest _request;

    /// <exception cref="Refusal">400: the model has no such input.</exception>
    public RequestInputs(InferRequest request, IReadOnlyList<TensorMetadata> known)
    {
        _request = request;
        foreach (var input in request.Inputs)
        {
            if (!known.Any(tensor => tensor.Name == input.Name))
                throw Refusal.BadRequest($"The model has no input '{input.Name}'; it has {string.Join(", ", known.Select(tensor => tensor.Name))}.");
        }
    }

    public bool Has(string name) => _request.Inputs.Any(input => input.Name == name);

    /// <param name="shape">−1 = any length.</param>
    /// <exception cref="Refusal">400: it is missing or has another shape.</exception>
    public InferInput Find(string name, params ReadOnlySpan<int> shape) => Find(name, "", shape);

    /// <summary>A list that is as long as another input.</summary>
    /// <exception cref="Refusal">400: it is missing or has another shape.</exception>
    public InferInput FindBeside(InferInput other, string name) => Find(name, $", as {other.Name} has {other.Shape[0]} rows", [other.Shape[0]]);

    private InferInput Find(string name, string why, ReadOnlySpan<int> shape)
    {
        var input = _request.Inputs.FirstOrDefault(input => input.Name == name) ?? throw Refusal.BadRequest($"The input '{name}' is missing.");
        var fits = input.Shape.Count == shape.Length;
        for (var d = 0; fits && d < shape.Length; d++)
            fits = shape[d] < 0 || shape[d] == input.Shape[d];
        return fits ? input : throw Refusal.BadRequest($"The input '{name}' has the shape {input.ShapeText}; it must be [{string.Join(", ", shape.ToArray())}]{(shape[0] < 0 ? " (−1 = any)" : why)}.");
    }

    /// <exception cref="Refusal">400: one of the others is there as well.</exception>
    public void RequireWithout(string name, params ReadOnlySpan<string> others)
    {
        foreach (var other in others)
            if (Has(other))
                throw Refusal.BadRequest($"The request has the inputs '{name}' and '{other}': give features either as a matrix or as triplets.");
    }
}
