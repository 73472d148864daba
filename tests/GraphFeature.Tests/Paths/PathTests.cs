using System.Net;
using NetMl.Contracts.Datasets;
using NetMl.Flows;

namespace NetMl.GraphFeature.Tests.Paths;

public class PathTests(OfficeApp app) : IClassFixture<OfficeApp>
{
    [Theory]
    [InlineData($"source={SmallNetwork.Client}&target={SmallNetwork.Web}", "10.0.0.1 93.184.216.34", "10.0.0.1 10.0.0.2 93.184.216.34")]
    [InlineData($"source={SmallNetwork.Client}&target={SmallNetwork.Web}&count=1", "10.0.0.1 93.184.216.34")]
    [InlineData($"source={SmallNetwork.Client}&target={SmallNetwork.Resolver}", "10.0.0.1 10.0.0.2 2001:db8::8")]
    [InlineData($"source={SmallNetwork.Resolver}&target={SmallNetwork.Client}")]
    [InlineData($"source={SmallNetwork.Resolver}&target={SmallNetwork.Client}&directed=false", "2001:db8::8 10.0.0.2 10.0.0.1", "2001:db8::8 10.0.0.2 93.184.216.34 10.0.0.1")]
    public async Task List_ByHops_GivesFewestFirst(string query, params string[] expected)
    {
        var answer = await app.GetAsync<HostPaths>($"paths?{query}");

        Assert.Equal(expected, answer.Paths.Select(path => string.Join(' ', path.Hosts)));
    }

    [Fact]
    public async Task List_InTime_NamesWhenEachHopStarts()
    {
        var answer = await app.GetAsync<HostPaths>($"paths?source={SmallNetwork.Client}&target={SmallNetwork.Resolver}&order=time");

        var path = Assert.Single(answer.Paths);
        Assert.Equal([SmallNetwork.Client, SmallNetwork.Relay, SmallNetwork.Resolver], path.Hosts);
        Assert.Equal([SmallNetwork.At(30), SmallNetwork.At(4000)], path.Times);
    }

    /// <summary>
    /// <code>
    ///   10.0.0.1 --at 5 s--> 10.0.0.2 --at 1 s--> 10.0.0.3
    /// </code>
    /// </summary>
    [Fact]
    public async Task List_InTime_SecondFlowIsEarlier_HasNoPath()
    {
        using var folder = new DataFolder();
        await using var late = new GraphFeatureApp(folder);
        await late.DeliverAsync("late", "a", TestFlows.Batch(
            new FlowRecord { StartNanoseconds = TestFlows.Start + 5_000_000_000, Source = "10.0.0.1", Destination = "10.0.0.2" },
            new FlowRecord { StartNanoseconds = TestFlows.Start + 1_000_000_000, Source = "10.0.0.2", Destination = "10.0.0.3" }));

        var inTime = await late.GetAsync<HostPaths>("/v1/datasets/late/paths?source=10.0.0.1&target=10.0.0.3&order=time");
        var byHops = await late.GetAsync<HostPaths>("/v1/datasets/late/paths?source=10.0.0.1&target=10.0.0.3");

        Assert.Empty(inTime.Paths);
        Assert.Single(byHops.Paths);
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest, "'source' is ''")]
    [InlineData("source=10.0.0.1", HttpStatusCode.BadRequest, "'target' is ''")]
    [InlineData("source=10.0.0.1&target=10.0.0.1", HttpStatusCode.BadRequest, "'target' is '10.0.0.1'")]
    [InlineData("source=10.0.0.1&target=10.0.0.99", HttpStatusCode.NotFound, "no host '10.0.0.99'")]
    [InlineData("source=10.0.0.1&target=10.0.0.2&order=length", HttpStatusCode.BadRequest, "'order' is 'length'")]
    [InlineData("source=10.0.0.1&target=10.0.0.2&count=101", HttpStatusCode.BadRequest, "'count' is '101'")]
    [InlineData("source=10.0.0.1&target=10.0.0.2&order=time&directed=false", HttpStatusCode.BadRequest, "'directed' is 'false'")]
    public async Task List_BadInput_IsRefusedWithASentence(string query, HttpStatusCode status, string what) =>
        await ProblemAssert.IsAsync(status, await app.Client.GetAsync($"/v1/datasets/office/paths?{query}"), what);
}
