namespace NetMl.Flows.Tests.Synthetic;

public sealed class SyntheticCaptureTests
{
    private static readonly IReadOnlyList<FlowBatch> Capture = SyntheticCapture.Generate(7);
    private static readonly List<FlowRecord> Rows = [.. Capture.SelectMany(b => b.Records())];

    [Fact]
    public void Generate_SameSeed_GivesTheSameBytes()
    {
        var again = SyntheticCapture.Generate(7);

        Assert.Equal(Capture.Select(b => Convert.ToHexString(FlowFrame.Encode("d", "i", b))), again.Select(b => Convert.ToHexString(FlowFrame.Encode("d", "i", b))));
    }

    [Fact]
    public void Generate_OtherSeed_GivesOtherFlows() => Assert.NotEqual(Rows, SyntheticCapture.Generate(8).SelectMany(b => b.Records()));

    [Fact]
    public void Generate_Default_HasTheAskedSize()
    {
        Assert.InRange(Rows.Count, 11_900, 12_100);
        Assert.InRange(Rows.Select(r => r.Source).Where(a => a.StartsWith("10.", StringComparison.Ordinal)).Distinct().Count(), 150, 260);
        Assert.Equal(Rows.OrderBy(r => r.StartNanoseconds).Select(r => r.StartNanoseconds), Rows.Select(r => r.StartNanoseconds));
        Assert.InRange(Rows[^1].StartNanoseconds - Rows[0].StartNanoseconds, 5.8 * 3.6e12, 6 * 3.6e12);
    }

    [Fact]
    public void Generate_Default_EveryClassLiesOnBothSidesOfATimeSplit()
    {
        var cut = Rows.Count * 7 / 10;

        var before = Rows.Take(cut).CountBy(r => r.Label ?? "").ToDictionary(c => c.Key, c => c.Value);
        var after = Rows.Skip(cut).CountBy(r => r.Label ?? "").ToDictionary(c => c.Key, c => c.Value);

        Assert.Equal(SyntheticCapture.Labels, before.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(SyntheticCapture.Labels, after.Keys.Order(StringComparer.Ordinal));
        Assert.All(after.Values, count => Assert.InRange(count, 15, int.MaxValue));
    }

    [Fact]
    public void Generate_Default_NoSingleFieldGivesTheClassAway()
    {
        Assert.Contains(Rows, r => r.Label == "AddressScan" && r.State == ConnectionState.SF);
        Assert.Contains(Rows, r => r.Label == "PortScan" && r.State == ConnectionState.SF);
        Assert.Contains(Rows, r => r.Label == "Benign" && r.State == ConnectionState.REJ);
        Assert.Contains(Rows, r => r.Label == "Benign" && r.SourceBytes > 10_000_000);
        Assert.Contains(Rows, r => r.Label == "Benign" && r.DestinationPort == 22);
        Assert.All(Rows.Where(r => r is { Label: "Beacon", State: ConnectionState.SF }), r => Assert.Equal((443, "ssl"), (r.DestinationPort, r.Service)));
    }

    [Fact]
    public void Generate_Beacons_KeepTheirIntervalWithJitter()
    {
        foreach (var pair in Rows.Where(r => r.Label == "Beacon").GroupBy(r => (r.Source, r.Destination)))
        {
            var gaps = pair.Zip(pair.Skip(1), (a, b) => (b.StartNanoseconds - a.StartNanoseconds) / 1e9).Order().ToList();
            var median = gaps[gaps.Count / 2];
            Assert.InRange(gaps.Count(g => Math.Abs(g - median) < 0.13 * median) / (double)gaps.Count, 0.9, 1);
            Assert.InRange(gaps.Select(g => Math.Round(g, 3)).Distinct().Count(), gaps.Count / 2, gaps.Count);
        }
    }
}
