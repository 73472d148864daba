using System.Globalization;
using System.Text;
using NetMl.Features.Export;

namespace NetMl.Features.Tests.Export;

public class FeatureCsvTests
{
    [Theory]
    [InlineData("hosts")]
    [InlineData("pairs")]
    [InlineData("flows")]
    [InlineData("windows")]
    public async Task WriteAsync_EachFamily_HasNamesAndOneLinePerRow(string family)
    {
        var frame = FeatureFrames.Of(family, FlowTable.Build([TestFlows.Batch(TestFlows.Random(1, 300))]), TimeSpan.FromSeconds(10));

        var lines = (await TextAsync(frame)).Split('\n');

        Assert.Equal(frame.Columns.Select(column => column.About.Name), lines[0].Split(','));
        Assert.Equal(frame.Rows + 2, lines.Length);
        Assert.Equal("", lines[^1]);
        Assert.All(lines[1..^1], line => Assert.Equal(frame.Columns.Count, line.Split(',').Length));
    }

    [Fact]
    public async Task WriteAsync_Hosts_RoundTripsEveryBit()
    {
        var features = HostFeatures.Compute(HostGraph.Build([TestFlows.Batch(TestFlows.Random(2, 200))]));

        var lines = (await TextAsync(FeatureFrames.OfHosts(features))).Split('\n');

        for (var node = 0; node < features.Graph.Hosts.Length; node++)
        {
            var cells = lines[node + 1].Split(',');
            Assert.Equal(features.Graph.Address(node), cells[0]);
            Assert.Equal(features.Of(node).ToArray(), cells[1..].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)));
        }
    }

    // Duration unknown: an empty cell. A label with a comma and a quote: quoted.
    [Fact]
    public async Task WriteAsync_MissingAndQuoted_FollowTheRules()
    {
        var flow = TestFlows.Flow(1, "10.0.0.1", "10.0.0.2") with { Label = "scan, \"slow\"" };

        var text = await TextAsync(FeatureFrames.OfFlows(FlowTable.Build([TestFlows.Batch(flow)])));

        Assert.StartsWith("start,source,target,label,duration,", text, StringComparison.Ordinal);
        Assert.Contains("\n1000000000,10.0.0.1,10.0.0.2,\"scan, \"\"slow\"\"\",,", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_Cancelled_Stops() => await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FeatureCsv.WriteAsync(
        FeatureFrames.OfFlows(FlowTable.Build([TestFlows.Batch(TestFlows.Random(3, 10))])), Stream.Null, new CancellationToken(canceled: true)));

    [Fact]
    public void Of_UnknownFamily_NamesTheKnown() =>
        Assert.Contains("hosts, pairs, flows, windows", Assert.Throws<ArgumentOutOfRangeException>(() => FeatureFrames.Of("x", FlowTable.Build([]), TimeSpan.FromHours(1))).Message, StringComparison.Ordinal);

    private static async Task<string> TextAsync(FeatureFrame frame)
    {
        using var stream = new MemoryStream();
        await FeatureCsv.WriteAsync(frame, stream, CancellationToken.None);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
