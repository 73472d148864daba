namespace NetMl.Inference.Datasets;

/// <summary>How many stored flows are read at once, and the settings that say so.</summary>
internal sealed record FlowLimits(int Flows, int Bytes, string FlowsSetting, string BytesSetting);
