using System.Text.Json;
using NetMl.Inference.Refusals;

namespace NetMl.Inference.Protocol;

/// <summary>Reads the JSON of an inference request. Tensor data is only located: its type may be named after it.</summary>
internal static class InferRequestReader
{
    /// <exception cref="Refusal">400: not JSON, or not a request; the sentence says what and where.</exception>
    public static InferRequest Read(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
            throw Refusal.BadRequest("The request has no body; send a JSON object with \"inputs\".");
        try
        {
            var reader = new Utf8JsonReader(body.Span);
            reader.Read();
            var request = ReadRequest(ref reader, body);
            if (reader.Read())
                throw Refusal.BadRequest("The request body goes on after its JSON object.");
            return request;
        }
        catch (JsonException broken)
        {
            throw Refusal.BadRequest($"The request body is not valid JSON at line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}.");
        }
        catch (InvalidOperationException)
        {
            // The reader says so of a string that it cannot decode.
            throw Refusal.BadRequest("The request body has a name or a text that is not valid UTF-8.");
        }
    }

    private static InferRequest ReadRequest(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Refusal.BadRequest("The request body must be a JSON object.");
        string? id = null;
        List<InferInput>? inputs = null;
        List<string>? outputs = null;
        while (RequestJson.NextProperty(ref reader) is { } property)
        {
            switch (property)
            {
                case "id":
                    id = RequestJson.Text(ref reader, "id");
                    break;
                case "inputs":
                    inputs = ReadInputs(ref reader, body);
                    break;
                case "outputs":
                    outputs = ReadOutputs(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        return inputs is { Count: > 0 } ? new(id, inputs, outputs is { Count: > 0 } ? outputs : null) : throw Refusal.BadRequest("The request has no \"inputs\".");
    }

    private static List<InferInput> ReadInputs(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        RequestJson.RequireArray(ref reader, "inputs");
        List<InferInput> inputs = [];
        while (RequestJson.NextObject(ref reader, "inputs"))
        {
            var input = ReadInput(ref reader, body, inputs.Count);
            if (inputs.Exists(other => other.Name == input.Name))
                throw Refusal.BadRequest($"The input '{input.Name}' is given twice.");
            inputs.Add(input);
        }
        return inputs;
    }

    private static InferInput ReadInput(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, int index)
    {
        string? name = null, datatype = null;
        List<int>? shape = null;
        ReadOnlyMemory<byte>? data = null;
        while (RequestJson.NextProperty(ref reader) is { } property)
        {
            switch (property)
            {
                case "name":
                    name = RequestJson.Text(ref reader, $"inputs[{index}].name");
                    break;
                case "datatype":
                    datatype = RequestJson.Text(ref reader, $"inputs[{index}].datatype");
                    break;
                case "shape":
                    shape = RequestJson.Shape(ref reader, $"inputs[{index}].shape");
                    break;
                case "data":
                    data = RequestJson.Locate(ref reader, body, $"inputs[{index}].data");
                    break;
                case "parameters":
                    RefuseBinary(ref reader, "binary_data_size");
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        if (name is null || datatype is null || shape is null || data is null)
            throw Refusal.BadRequest($"inputs[{index}]{(name is null ? "" : $" ('{name}')")} lacks {(name is null ? "name" : datatype is null ? "datatype" : shape is null ? "shape" : "data")}.");
        return new(name, datatype, shape, data.Value);
    }

    private static List<string> ReadOutputs(ref Utf8JsonReader reader)
    {
        RequestJson.RequireArray(ref reader, "outputs");
        List<string> outputs = [];
        while (RequestJson.NextObject(ref reader, "outputs"))
        {
            string? name = null;
            while (RequestJson.NextProperty(ref reader) is { } property)
            {
                if (property == "name")
                    name = RequestJson.Text(ref reader, $"outputs[{outputs.Count}].name");
                else if (property == "parameters")
                    RefuseBinary(ref reader, "binary_data");
                else
                    reader.Skip();
            }
            outputs.Add(name ?? throw Refusal.BadRequest($"outputs[{outputs.Count}] lacks name."));
        }
        return outputs;
    }

    // An answer in JSON to a caller that awaits bytes would be misread: say so instead.
    private static void RefuseBinary(ref Utf8JsonReader reader, string parameter)
    {
        using var parameters = JsonDocument.ParseValue(ref reader);
        if (parameters.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty(parameter, out var value) && value.ValueKind is not (JsonValueKind.False or JsonValueKind.Null))
            throw Refusal.BadRequest($"Binary tensors are not supported here: send JSON data and leave the parameter {parameter} out.");
    }
}
