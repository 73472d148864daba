namespace NetMl.Flows;

/// <summary>Made-up, labelled traffic of a small company network, for demonstrations and tests.</summary>
public static class SyntheticCapture
{
    /// <summary>Labels that occur, in ordinal order.</summary>
    public static IReadOnlyList<string> Labels { get; } = ["AddressScan", "Beacon", "Benign", "Exfiltration", "PasswordGuessing", "PortScan"];

    /// <summary>The same seed and options give the same flows, bit for bit; ascending start times; batches of at most 8192 rows.</summary>
    public static IReadOnlyList<FlowBatch> Generate(int seed, SyntheticOptions? options = null) =>
        Synthetic.Office.Generate(seed, options ?? SyntheticOptions.Default);
}
