using NetMl.Features.Descriptions;
using NetMl.Features.Hosts;
using NetMl.Features.Pairs;
using NetMl.Features.PerFlow;
using NetMl.Features.Windows;

namespace NetMl.Features.Export;

/// <summary>The tables of features that can be made of flows.</summary>
public static class FeatureFrames
{
    /// <summary>Names of the families, as <see cref="Of"/> takes them.</summary>
    public static IReadOnlyList<string> Families { get; } = ["hosts", "pairs", "flows", "windows"];

    /// <summary>The table of one family.</summary>
    /// <param name="family">One of <see cref="Families"/>.</param>
    /// <param name="window">Length of a window; counts for windows alone.</param>
    /// <exception cref="ArgumentOutOfRangeException">The family is none of them, or the window is not longer than zero.</exception>
    public static FeatureFrame Of(string family, FlowTable flows, TimeSpan window) => family switch
    {
        "hosts" => OfHosts(HostFeatures.Compute(HostGraph.Build(flows))),
        "pairs" => OfPairs(flows),
        "flows" => OfFlows(flows),
        "windows" => OfWindows(flows, window),
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, $"Families are {string.Join(", ", Families)}."),
    };

    /// <summary>One row per host.</summary>
    public static FeatureFrame OfHosts(HostFeatures features)
    {
        ArgumentNullException.ThrowIfNull(features);
        return OfHosts(features.Graph, features.Features, (row, feature) => features.Of(row)[feature]);
    }

    /// <summary>One row per host, of values that are there already.</summary>
    /// <param name="value">Of a row and the index of a feature.</param>
    public static FeatureFrame OfHosts(HostGraph graph, IReadOnlyList<Feature<HostView>> features, Func<int, int, double> value)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(features);
        string[] addresses = [.. Enumerable.Range(0, graph.Hosts.Length).Select(graph.Address)];
        return new FeatureFrame("hosts", addresses.Length,
        [
            new TextColumn(Key("host", "address", "the host"), addresses, row => row),
            .. features.Select((feature, at) => new NumberColumn(feature.About, row => value(row, at))),
        ]);
    }

    /// <summary>One row per source and target with at least one flow. O(flows · log flows + Σ degrees of the pairs).</summary>
    public static FeatureFrame OfPairs(FlowTable flows)
    {
        var facts = PairFacts.Of(HostGraph.Build(flows));
        string[] addresses = [.. Enumerable.Range(0, facts.Graph.Hosts.Length).Select(facts.Graph.Address)];
        return new FeatureFrame("pairs", facts.Traffic.Length,
        [
            new TextColumn(Key("source", "address", "who opened the flows"), addresses, row => facts.Source[row]),
            new TextColumn(Key("target", "address", "who answered them"), addresses, row => facts.Target[row]),
            .. PairFeatureTable.All.Select(feature => new NumberColumn(feature.About, row => feature.Value(new PairView(facts, row)))),
        ]);
    }

    /// <summary>One row per flow, in order of time, seen as one window. O(flows · log flows), 140 bytes per flow.</summary>
    public static FeatureFrame OfFlows(FlowTable flows)
    {
        ArgumentNullException.ThrowIfNull(flows);
        var pasts = FlowFeatures.Pasts(flows);
        string[] addresses = [.. flows.Hosts.Select(host => host.ToString())];
        return new FeatureFrame("flows", flows.Count,
        [
            new WholeColumn(Key("start", "ns", "first packet, since 1970-01-01 UTC"), row => flows.Start[row]),
            new TextColumn(Key("source", "address", "who opened the flow"), addresses, row => flows.Source[row]),
            new TextColumn(Key("target", "address", "who answered it"), addresses, row => flows.Target[row]),
            new TextColumn(Key("label", "class", "label of the log; empty without one"), flows.Labels, row => flows.Label[row]),
            .. FlowFeatureTable.All.Select(feature => OfFlow(feature, flows, pasts)),
        ]);
    }

    /// <summary>One row per window of time that has a flow; windows begin at multiples of their length.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is not above zero.</exception>
    public static FeatureFrame OfWindows(FlowTable flows, TimeSpan window)
    {
        var windows = WindowFeatureSeries.Of(flows, window);
        return new FeatureFrame("windows", windows.Count,
        [
            new WholeColumn(Key("window_start", "ns", "the window's first instant, since 1970-01-01 UTC"), row => windows[row].Start),
            .. WindowFeatureTable.All.Select(feature => new NumberColumn(feature.About, row => feature.Value(windows[row]))),
        ]);
    }

    private static FeatureColumn OfFlow(FlowFeature feature, FlowTable flows, FlowPast[] pasts)
    {
        double Value(int row) => feature.Value(new FlowView(flows, row, pasts[row]));
        if (feature.Classes.Count > 0)
            return new TextColumn(feature.About, feature.Classes, row => (int)Value(row));
        return new NumberColumn(feature.About, row => Value(row) is var value && feature.MayMiss && value < 0 ? double.NaN : value);
    }

    private static FeatureDescription Key(string name, string unit, string formula) =>
        new(name, unit, FeatureRange.Any, formula, "never missing", FeatureCost.Flows);
}
