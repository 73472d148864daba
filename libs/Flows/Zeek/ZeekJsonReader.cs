using NetMl.Flows.Reading;
using NetMl.Flows.Text;

namespace NetMl.Flows.Zeek;

/// <summary>Reads Zeek's conn.log as JSON lines: flat objects with Zeek's field names; ts in seconds or as ISO 8601 text.</summary>
internal sealed class ZeekJsonReader : IRowReader
{
    internal const string NotJson = "the line is not a whole JSON object";

    private readonly NameMemory<ZeekField> _names = new(ZeekFields.Find);
    private readonly JsonEscapes _escapes = new();

    public string? Read(ReadOnlySpan<byte> line, FlowBatchBuilder rows)
    {
        _escapes.Start(line.Length);
        var row = ZeekRow.Start();
        var fields = new JsonFields(line);
        string? reason = null;
        for (var place = 0; fields.MoveNext(); place++)
        {
            var field = _names.Find(fields.Name, place);
            if (field != ZeekField.Other && fields.Kind is JsonKind.Text or JsonKind.Number)
                reason ??= Set(ref row, field, fields);
        }
        return fields.IsBroken ? NotJson : reason ?? row.Finish(rows);
    }

    private string? Set(ref ZeekRow row, ZeekField field, in JsonFields fields)
    {
        var text = fields.IsEscaped ? _escapes.Resolve(fields.Value) : fields.Value;
        if (field == ZeekField.Ts && fields.Kind == JsonKind.Text && CalendarText.TryParse(text, out var start))
        {
            row.SetStart(start);
            return null;
        }
        if (text is not ([] or [(byte)'-']))
            return row.Set(field, text);
        if (field == ZeekField.Service)
            row.SetNoService();
        return null;
    }
}
