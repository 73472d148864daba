using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;

namespace NetMl.Inference.Protocol;

/// <summary>Writes the answer to an inference request straight into the response.</summary>
internal static class InferResponseWriter
{
    public static void Write(PipeWriter body, InferRequest request, Prediction prediction, IReadOnlyList<TensorMetadata> outputs)
    {
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("model_name", prediction.Model.Version.Model);
        json.WriteString("model_version", prediction.Model.Version.Version.ToString(CultureInfo.InvariantCulture));
        if (request.Id is { } id)
            json.WriteString("id", id);
        json.WriteStartArray("outputs");
        foreach (var output in outputs)
            WriteOutput(json, prediction, output);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteOutput(Utf8JsonWriter json, Prediction prediction, TensorMetadata output)
    {
        json.WriteStartObject();
        json.WriteString("name", output.Name);
        json.WriteString("datatype", output.Datatype);
        json.WriteStartArray("shape");
        json.WriteNumberValue(prediction.Rows);
        if (output.Shape.Count == 2)
            json.WriteNumberValue(prediction.Columns);
        json.WriteEndArray();
        json.WriteStartArray("data");
        if (output.Name == ModelTensors.Class)
        {
            for (var row = 0; row < prediction.Rows; row++)
                json.WriteStringValue(prediction.Model.Classes[prediction.Best(row)]);
        }
        else if (output.Name == ModelTensors.IsOdd)
        {
            for (var row = 0; row < prediction.Rows; row++)
                json.WriteBooleanValue(prediction.IsOdd(row));
        }
        else
        {
            foreach (var value in prediction.Values.Span)
                json.WriteNumberValue(value);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
