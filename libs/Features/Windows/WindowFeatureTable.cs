using NetMl.Features.Descriptions;
using static NetMl.Features.Descriptions.FeatureCost;
using static NetMl.Features.Descriptions.FeatureScale;

namespace NetMl.Features.Windows;

/// <summary>All features of windows of time, in the order of their columns. Pairs are directed and of different hosts.</summary>
public static class WindowFeatureTable
{
    private const string Never = "never missing";
    private const string Unknown = "what the log does not know counts 0";
    private const string NoPairs = "0 without pairs";
    private const string First = "0 for the first window";

    public static IReadOnlyList<Feature<WindowFacts>> All { get; } =
    [
        Amount("flows", "flows", "flows that start in the window", Never, FeatureCost.Flows, window => window.Flows),
        Amount("hosts", "hosts", "hosts that take part", Never, FeatureCost.Flows, window => window.Hosts),
        Amount("pairs", "pairs", "source–target pairs with a flow", Never, FeatureCost.Flows, window => window.Pairs),
        Amount("bytes", "B", "payload of both sides", Unknown, FeatureCost.Flows, window => window.Bytes),
        Amount("packets", "packets", "packets of both sides", Unknown, FeatureCost.Flows, window => window.Packets),
        Share("failed_share", "flows in vain / flows", Never, window => Part(window.Failed, window.Flows)),
        Share("density", "pairs / (hosts · (hosts − 1))", "0 with fewer than two hosts", window => Part(window.Pairs, (double)window.Hosts * (window.Hosts - 1))),
        Share("reciprocity", "pairs whose reverse is a pair too / pairs", NoPairs, window => Part(window.PairsBack, window.Pairs)),
        Amount("degree_mean", "hosts", "peers per host in either direction, mean", Never, Neighbours, window => window.Degrees.Mean),
        Amount("degree_median", "hosts", "the same, median", Never, Neighbours, window => window.Degrees.Median),
        Amount("degree_std", "hosts", "the same, population standard deviation", Never, Neighbours, window => window.Degrees.Deviation),
        Amount("degree_max", "hosts", "the same, largest", Never, Neighbours, window => window.LargestDegree),
        Bits("source_entropy", "over hosts, p = share of the flows that the host opened", Never, window => window.SourceEntropy),
        Bits("target_entropy", "over hosts, p = share of the flows that came to the host", Never, window => window.TargetEntropy),
        Bits("port_entropy", "over ports called, p = share of the flows that have a port", "0 when no flow has a port", window => window.PortEntropy),
        Bits("protocol_entropy", "over IP protocols, p = share of the flows", Never, window => window.ProtocolEntropy),
        Share("new_host_share", "hosts that no window before had / hosts", "1 for the first window", window => Part(window.NewHosts, window.Hosts)),
        Share("new_pair_share", "pairs that the window before had not / pairs", $"1 for the first window, {NoPairs}", window => Part(window.NewPairs, window.Pairs)),
        Share("pair_distance", "Jaccard distance to the window before: 1 − pairs of both / pairs of either", First, window => window.PairDistance),
        Distance("source_distance", "the shares of flows that each host opened", window => window.SourceDistance),
        Distance("port_distance", "the shares of flows to each port", window => window.PortDistance),
    ];

    private static Feature<WindowFacts> Amount(string name, string unit, string formula, string missing, FeatureCost cost, Func<WindowFacts, double> value) =>
        new(new(name, unit, FeatureRange.NotNegative, formula, missing, cost, Log), value);

    private static Feature<WindowFacts> Share(string name, string formula, string missing, Func<WindowFacts, double> value) =>
        new(new(name, "share", FeatureRange.Share, formula, missing, FeatureCost.Flows), value);

    private static Feature<WindowFacts> Bits(string name, string formula, string missing, Func<WindowFacts, double> value) =>
        new(new(name, "bits", FeatureRange.NotNegative, $"−Σ p log₂ p {formula}", missing, FeatureCost.Flows), value);

    private static Feature<WindowFacts> Distance(string name, string of, Func<WindowFacts, double> value) =>
        new(new(name, "bits", FeatureRange.Share, $"Jensen–Shannon divergence of {of}, to the window before", First, FeatureCost.Flows), value);

    private static double Part(double part, double whole) => whole > 0 ? part / whole : 0;
}
