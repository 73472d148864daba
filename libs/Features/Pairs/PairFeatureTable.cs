using NetMl.Features.Descriptions;
using static NetMl.Features.Descriptions.FeatureCost;
using static NetMl.Features.Descriptions.FeatureScale;

namespace NetMl.Features.Pairs;

/// <summary>All features of host pairs, in the order of their columns. A pair is a source and a target that it opened at least one flow to.</summary>
public static class PairFeatureTable
{
    private const string Never = "never missing";
    private const string Unknown = "what the log does not know counts 0";
    private const string FewFlows = "0 with fewer than two flows";

    public static IReadOnlyList<Feature<PairView>> All { get; } =
    [
        Amount("flows", "flows", "flows that the source opened to the target", Never, pair => pair.Traffic.Flows),
        Amount("bytes_sent", "B", "payload bytes from the source", Unknown, pair => pair.Traffic.BytesSent),
        Amount("bytes_received", "B", "payload bytes from the target", Unknown, pair => pair.Traffic.BytesReceived),
        Amount("packets_sent", "packets", "packets from the source", Unknown, pair => pair.Traffic.PacketsSent),
        Amount("packets_received", "packets", "packets from the target", Unknown, pair => pair.Traffic.PacketsReceived),
        Share("sent_share", "bytes_sent / (bytes_sent + bytes_received)", "0 without bytes", FeatureCost.Flows, pair => Part(pair.Traffic.BytesSent, pair.Traffic.BytesSent + pair.Traffic.BytesReceived)),
        Share("failed_share", "flows in vain / flows", Never, FeatureCost.Flows, pair => Part(pair.Traffic.Failed, pair.Traffic.Flows)),
        Amount("duration_mean", "s", "length of the flows, mean over those where it is known", "0 when no flow knows it", pair => pair.Traffic.Duration.Mean),
        Amount("span", "s", "from the first start to the last", FewFlows, pair => pair.Traffic.Span),
        Amount("gap_mean", "s", "time from one start to the next, mean", FewFlows, pair => pair.Traffic.Gaps.Mean),
        Amount("gap_median", "s", "the same, median", FewFlows, pair => pair.Traffic.Gaps.Median),
        Amount("gap_mad", "s", "the same, median absolute deviation from the median", FewFlows, pair => pair.Traffic.GapDeviation),
        new(new("port_entropy", "bits", FeatureRange.NotNegative, "−Σ p log₂ p over the ports called, p = share of the flows", "0 when no flow has a port", FeatureCost.Flows), pair => pair.Traffic.PortEntropy),
        Share("source_share", "flows / all flows that the source opened", Never, FeatureCost.Flows, pair => Part(pair.Traffic.Flows, pair.OpenedBySource)),
        Share("target_share", "flows / all flows that came to the target", Never, FeatureCost.Flows, pair => Part(pair.Traffic.Flows, pair.AnsweredByTarget)),
        Amount("flows_back", "flows", "flows that the target opened to the source; for a host with itself the same as flows", Never, pair => pair.FlowsBack),
        new(new("common_peers", "hosts", FeatureRange.NotNegative, "|N(source) ∩ N(target)|, N = other hosts linked in either direction", Never, Neighbours, Log), pair => pair.CommonPeers),
        Share("peer_jaccard", "|N(source) ∩ N(target)| / |N(source) ∪ N(target)|", "0 when neither has a peer", Neighbours, pair => Part(pair.CommonPeers, pair.SourcePeers + pair.TargetPeers - pair.CommonPeers)),
    ];

    private static Feature<PairView> Amount(string name, string unit, string formula, string missing, Func<PairView, double> value) =>
        new(new(name, unit, FeatureRange.NotNegative, formula, missing, FeatureCost.Flows, Log), value);

    private static Feature<PairView> Share(string name, string formula, string missing, FeatureCost cost, Func<PairView, double> value) =>
        new(new(name, "share", FeatureRange.Share, formula, missing, cost), value);

    private static double Part(double part, double whole) => whole > 0 ? part / whole : 0;
}
