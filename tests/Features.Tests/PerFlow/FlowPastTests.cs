using NetMl.Features.PerFlow;
using NetMl.Flows;

namespace NetMl.Features.Tests.PerFlow;

/// <summary>What is known of a flow's hosts when it starts comes from the flows before it, and from nothing later.</summary>
public class FlowPastTests
{
    private const string A = "10.0.0.1", B = "10.0.0.2", C = "10.0.0.3";

    // A → B 0–2 s, A → C at 5 s in vain, B → A 6–20 s, C → A at 7 s, and then the flow that is looked at: A → B at 10 s. B → A still runs.
    private static readonly FlowRecord[] Drawn =
    [
        TestFlows.Flow(0, A, B) with { DestinationPort = 80, Protocol = IpProtocol.Tcp, State = ConnectionState.SF, SourceBytes = 100, DestinationBytes = 700, DurationNanoseconds = 2 * TestFlows.Second },
        TestFlows.Flow(5, A, C) with { DestinationPort = 22, Protocol = IpProtocol.Tcp, State = ConnectionState.S0 },
        TestFlows.Flow(6, B, A) with { DestinationPort = 80, Protocol = IpProtocol.Tcp, State = ConnectionState.SF, SourceBytes = 9000, DestinationBytes = 9000, DurationNanoseconds = 14 * TestFlows.Second },
        TestFlows.Flow(7, C, A) with { DestinationPort = 53, Protocol = IpProtocol.Udp, State = ConnectionState.SF, SourceBytes = 30, DestinationBytes = 40, DurationNanoseconds = TestFlows.Second },
        TestFlows.Flow(10, A, B),
    ];

    public static TheoryData<string, double> HandWorked { get; } = new()
    {
        { "source_gap", 5000 },
        { "pair_gap", 10_000 },
        { "pair_flows_before", 1 },
        { "source_age", 10_000 },
        { "source_opened_before", 2 },
        { "source_answered_before", 2 },
        { "source_called_before", 2 },
        { "source_callers_before", 2 },
        { "source_ports_called_before", 2 },
        { "source_bytes_sent_before", 140 },
        { "source_bytes_received_before", 730 },
        { "source_failed_share_before", 0.5 },
        { "target_age", 10_000 },
        { "target_opened_before", 1 },
        { "target_answered_before", 1 },
        { "target_called_before", 1 },
        { "target_callers_before", 1 },
        { "target_ports_called_before", 1 },
        { "target_bytes_sent_before", 700 },
        { "target_bytes_received_before", 100 },
        { "target_failed_share_before", 0 },
    };

    [Theory]
    [MemberData(nameof(HandWorked))]
    public void Next_DrawnCapture_MatchesHandWork(string feature, double expected)
    {
        var flows = FlowTable.Build([TestFlows.Batch(Drawn)]);

        Assert.Equal(expected, FlowFeatureTable.All.Single(one => one.About.Name == feature).Value(new FlowView(flows, 4, FlowFeatures.Pasts(flows)[4])), 1e-12);
    }

    [Fact]
    public void All_EachFeature_HasHandWork() =>
        Assert.Equal(
            FlowFeatureTable.All.Select(feature => feature.About.Name).Order(),
            HandWorked.Select(row => (string)row[0]).Concat(FlowFeaturesTests.HandWorked.Select(row => (string)row[0])).Distinct().Order());

    /// <summary>Appending later flows never changes an earlier flow's features, whatever the later flows are.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Compute_LaterFlowsAppended_ChangesNothingBefore(int seed)
    {
        var early = TestFlows.Random(seed, 200);
        var last = early.Max(flow => flow.StartNanoseconds);
        var late = TestFlows.Random(seed + 10, 300).Select(flow => flow with { StartNanoseconds = flow.StartNanoseconds + last + 1 });

        var alone = FlowFeatures.Compute(FlowTable.Build([TestFlows.Batch(early)]));
        var both = FlowFeatures.Compute(FlowTable.Build([TestFlows.Batch(early), TestFlows.Batch(late)]));

        Assert.Equal(alone, both[..alone.Length]);
    }

    /// <summary>How an earlier flow went on after a flow started is nothing that the flow's features know.</summary>
    [Fact]
    public void Compute_EndOfARunningFlow_ChangesNothingBeforeThatEnd()
    {
        var other = Drawn.ToArray();
        other[2] = other[2] with { DurationNanoseconds = 60 * TestFlows.Second, SourceBytes = 1, DestinationBytes = 2, State = ConnectionState.S0 };

        var width = FlowFeatures.Names.Count;
        var expected = FlowFeatures.Compute(FlowTable.Build([TestFlows.Batch(Drawn)])).AsSpan(3 * width).ToArray();

        Assert.Equal(expected, FlowFeatures.Compute(FlowTable.Build([TestFlows.Batch(other)])).AsSpan(3 * width).ToArray());
    }

    /// <summary>The running state against looking through all earlier flows again for each flow.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Next_RandomFlows_AgreesWithLookingThroughAllEarlierFlows(int seed)
    {
        var flows = FlowTable.Build([TestFlows.Batch(TestFlows.Random(seed, 250))]);
        var pasts = FlowFeatures.Pasts(flows);

        for (var flow = 0; flow < flows.Count; flow++)
        {
            Assert.Equal(Slow(flows, flow, flows.Source[flow]), pasts[flow].Source);
            Assert.Equal(Slow(flows, flow, flows.Target[flow]), pasts[flow].Target);
        }
    }

    private static EndPast Slow(FlowTable flows, int flow, int host)
    {
        var before = Enumerable.Range(0, flow).ToArray();
        var opened = before.Where(f => flows.Source[f] == host).ToArray();
        var answered = before.Where(f => flows.Target[f] == host).ToArray();
        var either = opened.Concat(answered).ToArray();
        bool HasEnded(int f) => flows.Start[f] + Math.Max(0, flows.Duration[f]) <= flows.Start[flow];
        var ended = opened.Where(HasEnded).ToArray();
        long Sum(int[] chosen, Func<int, long> bytes) => chosen.Where(HasEnded).Sum(f => Math.Max(0, bytes(f)));
        return new EndPast(
            either.Length == 0 ? -1 : flows.Start[flow] - either.Min(f => flows.Start[f]), opened.Length, answered.Length,
            opened.Select(f => flows.Target[f]).Distinct().Count(), answered.Select(f => flows.Source[f]).Distinct().Count(),
            opened.Select(f => flows.TargetPort[f]).Where(port => port >= 0).Distinct().Count(),
            Sum(opened, f => flows.SourceBytes[f]) + Sum(answered, f => flows.TargetBytes[f]),
            Sum(opened, f => flows.TargetBytes[f]) + Sum(answered, f => flows.SourceBytes[f]),
            ended.Length == 0 ? 0 : (double)ended.Count(flows.Failed) / ended.Length);
    }
}
