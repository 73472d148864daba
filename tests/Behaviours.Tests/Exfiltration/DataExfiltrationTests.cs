using NetMl.Behaviours.Exfiltration;
using NetMl.Flows;

namespace NetMl.Behaviours.Tests.Exfiltration;

public class DataExfiltrationTests
{
    private const string Host = "10.0.0.5", Outside = "203.0.113.7";
    private const long Megabyte = 1_000_000;

    // 10 MB = 40, no history = −10, not called before = +10, 10,000 times what came back = +10.
    [Theory]
    [InlineData(99, null)]
    [InlineData(100, 70.0)]
    [InlineData(1000, 90.0)]
    [InlineData(10_000, 100.0)]
    public void Find_Upload_ScoresItsBytes(double megabytes, double? score) => Assert.Equal(score, Find(Send(0, megabytes)).SingleOrDefault()?.Score);

    [Fact]
    public void Find_ManySmallUploadsWithinAnHour_AddUp()
    {
        var finding = Assert.Single(Find(Enumerable.Range(0, 30).Select(i => Send(i, 10) with { Uid = $"C{i}" })));

        Assert.Equal((300e6, 30L, "T1048"), (finding.Evidence["sent_bytes"], finding.Flows, finding.Technique));
        Assert.Equal(Finding.MostUids, finding.Uids.Count);
        Assert.Equal("10.0.0.5 sent 300 MB to 203.0.113.7 on TCP port 443 and got 30 kB back; there is little history to compare it with.", finding.Sentence);
    }

    // A host that sends a lot to everybody: the largest uploads are told, not hundreds.
    [Fact]
    public void Find_UploadsToHundreds_TellsOfTheLargest()
    {
        var found = DetectorRun.Find(
            new DataExfiltration(new ExfiltrationOptions { HistoryWindows = 1000 }),
            Enumerable.Range(1, 200).Select(i => Send(i * 120, 200 + i) with { Destination = $"198.51.100.{i}" }));

        Assert.Equal(32, found.Count);
        Assert.Equal(169e6 + 200e6, found.Min(finding => finding.Evidence["sent_bytes"]));
    }

    // A call: as much comes back.
    [Theory]
    [InlineData(250, 0)]
    [InlineData(100, 1)]
    public void Find_BothWays_IsNoExfiltration(double receivedMegabytes, int findings) =>
        Assert.Equal(findings, Find(Send(0, 1000) with { DestinationBytes = (long)(receivedMegabytes * Megabyte) }).Count);

    // In each of 30 hours before the host sent as much to others, or a thousandth of it.
    [Theory]
    [InlineData(20, 0)]
    [InlineData(0.02, 1)]
    public void Find_AgainstOwnHistory_MustStandOut(double usualMegabytes, int findings)
    {
        var usual = Enumerable.Range(0, 30).Select(hour => Send(hour * 60, usualMegabytes) with { Destination = $"198.51.100.{hour % 3}", DestinationBytes = (long)(usualMegabytes * Megabyte) });

        var found = Find([.. usual, Send(40 * 60, 50)]);

        Assert.Equal(findings, found.Count);
        Assert.All(found, finding => Assert.Equal(
            "10.0.0.5 sent 50 MB to 203.0.113.7 on TCP port 443 and got 1 kB back; it usually sends 20 kB to one host in 60 minutes.", finding.Sentence));
    }

    // Uploads of four hosts in 40 hours, among them large ones to each: each is measured against the other three.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Find_SeveralTargets_MeasuresEachAgainstTheOthers(int seed)
    {
        var random = new Random(seed);
        FlowRecord[] flows =
        [
            .. Enumerable.Range(0, 40).SelectMany(hour => Enumerable.Range(1, 4).Select(target =>
                Send(hour * 60, random.Next(3) * 0.01) with { Destination = $"198.51.100.{target}", DestinationBytes = 0 })),
            .. Enumerable.Range(1, 4).Select(target => Send(41 * 60, 50 * target) with { Destination = $"198.51.100.{target}", DestinationBytes = 0 }),
        ];

        var found = Find(flows);

        Assert.Equal(4, found.Count);
        Assert.All(found, finding =>
        {
            double[] others = [.. flows.Where(flow => flow.Destination != finding.Target && flow.SourceBytes > 0).Select(flow => Math.Log10(flow.SourceBytes)).Order()];
            double[] distances = [.. others.Select(one => Math.Abs(one - Median(others))).Order()];
            var deviations = (Math.Log10(finding.Evidence["most_sent_bytes_in_window"]) - Median(others)) / Math.Max(0.25, 1.4826 * Median(distances));
            Assert.Equal(Math.Round(deviations, 2), finding.Evidence["deviations"]);
            Assert.Equal(Math.Round(Math.Pow(10, Median(others))), finding.Evidence["usual_bytes_in_window"]);
        });

        static double Median(double[] ascending) => (ascending[(ascending.Length - 1) / 2] + ascending[ascending.Length / 2]) / 2;
    }

    [Theory]
    [InlineData(Host, "10.0.0.9")]    // A backup inside.
    [InlineData(Outside, Host)]       // From outside.
    [InlineData(Host, "239.1.1.1")]   // A stream to a group.
    public void Find_NotOutward_FindsNone(string source, string target) => Assert.Empty(Find(Send(0, 500) with { Source = source, Destination = target }));

    private static IReadOnlyList<Finding> Find(params IEnumerable<FlowRecord> flows) => DetectorRun.Find(new DataExfiltration(new ExfiltrationOptions()), flows);

    private static FlowRecord Send(double minutes, double megabytes) =>
        TestConnections.Flow(minutes * 60, Host, Outside, 443, bytes: (long)(megabytes * Megabyte));
}
