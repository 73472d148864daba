namespace NetMl.Flows.Reading;

/// <summary>Tells formats apart by their first bytes.</summary>
internal static class FormatDetection
{
    public static FlowFormat? Detect(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(FlowFrame.Magic))
            return FlowFormat.NetmlFrame;
        return null;
    }
}
