namespace NetMl.Flows.Synthetic;

/// <summary>Puts the traffic of a company network together, in time order.</summary>
internal static class Office
{
    private const int BatchRows = 8192;

    public static IReadOnlyList<FlowBatch> Generate(int seed, SyntheticOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Flows, 1_000, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Flows, 2_000_000, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Hosts, 20, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Hosts, 50_000, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Span, TimeSpan.FromMinutes(30), nameof(options));
        var dice = new Dice(seed);
        var script = new Script(new Network(options.Hosts, dice), dice, options);
        Scans.AddAddressScans(script, options.Flows * 6 / 100);
        Scans.AddPortScans(script, options.Flows * 5 / 100);
        Intrusions.AddBeacons(script, options.Flows * 4 / 100);
        Intrusions.AddExfiltration(script, options.Flows * 1 / 100);
        Intrusions.AddGuessing(script, options.Flows * 4 / 100);
        Upkeep.Add(script, options.Flows * 20 / 100);
        Browsing.Add(script, options.Flows - script.Flows.Count);
        return Batches(script.Flows);
    }

    private static List<FlowBatch> Batches(IEnumerable<FlowRecord> flows)
    {
        var batches = new List<FlowBatch>();
        var rows = new FlowBatchBuilder(BatchRows);
        // OrderBy is stable: flows of the same instant keep the order in which they were written.
        foreach (var flow in flows.OrderBy(f => f.StartNanoseconds))
        {
            rows.Add(flow with { Uid = $"S{batches.Count * BatchRows + rows.Count}" });
            if (rows.Count < BatchRows)
                continue;
            batches.Add(rows.Build());
            rows.Clear();
        }
        if (rows.Count > 0)
            batches.Add(rows.Build());
        return batches;
    }
}
