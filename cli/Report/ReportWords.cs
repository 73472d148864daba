namespace NetMl.Cli.Report;

/// <summary>What things are called on the page.</summary>
internal static class ReportWords
{
    public static IReadOnlyDictionary<string, string> OfFlows { get; } = new Dictionary<string, string>
    {
        ["kind"] = "Data set",
        ["host"] = "host",
        ["hosts"] = "hosts",
        ["peer"] = "peer",
        ["peers"] = "peers",
        ["address"] = "address",
        ["explanation"] =
            "Hosts that exchange flows are linked; they lie where attraction along links and repulsion of all hosts hold each other (ForceAtlas2). "
            + "Communities (Leiden) are groups with more links within than chance would give; PageRank tells on whom walks along flows end up. "
            + "Bytes are payload, times are UTC.",
    };

    public static IReadOnlyDictionary<string, string> OfGraphs { get; } = new Dictionary<string, string>
    {
        ["kind"] = "Graph",
        ["host"] = "node",
        ["hosts"] = "nodes",
        ["peer"] = "neighbour",
        ["peers"] = "neighbours",
        ["address"] = "name",
        ["explanation"] =
            "Nodes lie where attraction along edges and repulsion of all nodes hold each other (ForceAtlas2). Communities (Leiden) are groups with more edges "
            + "within than chance would give.",
    };
}
