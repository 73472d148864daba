using NetMl.Flows.Argus;
using NetMl.Flows.Csv;
using NetMl.Flows.Ndjson;
using NetMl.Flows.Zeek;

namespace NetMl.Flows.Reading;

/// <summary>The row reader of each format.</summary>
internal static class RowReaders
{
    public static IRowReader Create(FlowFormat format) => format switch
    {
        FlowFormat.ZeekTsv => new ZeekTsvReader(),
        FlowFormat.ZeekJson => new ZeekJsonReader(),
        FlowFormat.Argus => new ArgusReader(),
        FlowFormat.CicFlowMeter => new CicReader(),
        FlowFormat.Ndjson => new NdjsonReader(),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "this format has no rows of text"),
    };
}
