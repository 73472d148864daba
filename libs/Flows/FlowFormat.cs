namespace NetMl.Flows;

/// <summary>A format that <see cref="FlowFileReader"/> reads.</summary>
public enum FlowFormat
{
    /// <summary>Zeek conn.log with a #fields header; also its comma-separated export with the same column names.</summary>
    ZeekTsv,

    /// <summary>Zeek conn.log as JSON lines.</summary>
    ZeekJson,

    /// <summary>Argus binetflow, comma or tab.</summary>
    Argus,

    /// <summary>CICFlowMeter CSV with addresses.</summary>
    CicFlowMeter,

    /// <summary>One <see cref="FlowRecord"/> as JSON a line.</summary>
    Ndjson,

    /// <summary>Frames as <see cref="FlowFrame.Encode"/> writes them, one after the other.</summary>
    NetmlFrame,
}
