using System.Text.Json;

namespace NetMl.Flows.Ndjson;

/// <summary>Writes flows as NDJSON, one <see cref="FlowRecord"/> a line; missing values are left out.</summary>
public static class NdjsonWriter
{
    /// <summary>Appends one line for each row.</summary>
    public static void Write(Stream stream, FlowBatch batch)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(batch);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { SkipValidation = true });
        for (var row = 0; row < batch.Count; row++)
        {
            WriteRow(json, batch, row);
            json.Flush();
            json.Reset();
            stream.WriteByte((byte)'\n');
        }
    }

    private static void WriteRow(Utf8JsonWriter json, FlowBatch batch, int row)
    {
        json.WriteStartObject();
        json.WriteNumber("startNanoseconds", batch.StartNanoseconds[row]);
        Number(json, "durationNanoseconds", batch.DurationNanoseconds[row]);
        json.WriteString("source", batch.Addresses[batch.Source[row]]);
        Number(json, "sourcePort", batch.SourcePort[row]);
        json.WriteString("destination", batch.Addresses[batch.Destination[row]]);
        Number(json, "destinationPort", batch.DestinationPort[row]);
        json.WriteNumber("protocol", batch.Protocol[row]);
        Text(json, "service", batch.Service(row));
        Number(json, "sourceBytes", batch.SourceBytes[row]);
        Number(json, "destinationBytes", batch.DestinationBytes[row]);
        Number(json, "sourcePackets", batch.SourcePackets[row]);
        Number(json, "destinationPackets", batch.DestinationPackets[row]);
        if (batch.State[row] != ConnectionState.Unknown)
            json.WriteString("state", batch.State[row].ToString());
        Text(json, "label", batch.Label(row));
        Text(json, "uid", batch.Uid(row));
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, long value)
    {
        if (value >= 0)
            json.WriteNumber(name, value);
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }
}
