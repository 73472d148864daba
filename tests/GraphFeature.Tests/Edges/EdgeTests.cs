using System.Net;
using NetMl.Contracts.Datasets;

namespace NetMl.GraphFeature.Tests.Edges;

public class EdgeTests(OfficeApp app) : IClassFixture<OfficeApp>
{
    [Fact]
    public async Task List_ByFlows_AddsUpEachEdge()
    {
        var page = await app.GetAsync<EdgesPage>("edges?top=1");

        Assert.Equal((4, 0, "flows"), (page.Total, page.Offset, page.Sort));
        var edge = Assert.Single(page.Edges);
        Assert.Equal((SmallNetwork.Client, SmallNetwork.Web, SmallNetwork.At(0), SmallNetwork.At(20)), (edge.Source, edge.Target, edge.First, edge.Last));
        Assert.Equal((3, 300, 60_000, 0), (edge.Features["flows"], edge.Features["bytes_sent"], edge.Features["bytes_received"], edge.Features["failed_share"]));
        Assert.Equal((20, 10), (edge.Features["span"], edge.Features["gap_mean"]));
    }

    [Theory]
    [InlineData("source=10.0.0.1&sort=failed_share", "10.0.0.2", "93.184.216.34")]
    [InlineData("target=93.184.216.34/32&sort=bytes_received&order=asc", "93.184.216.34", "93.184.216.34")]
    [InlineData("where=failed_share>=1", "10.0.0.2")]
    [InlineData("sort=bytes_received&offset=1&top=2", "93.184.216.34", "2001:db8::8")]
    public async Task List_Query_SelectsAndOrders(string query, params string[] targets)
    {
        var page = await app.GetAsync<EdgesPage>($"edges?{query}");

        Assert.Equal(targets, page.Edges.Select(edge => edge.Target));
    }

    [Theory]
    [InlineData("sort=packets", "'sort' is 'packets'", "packets_sent")]
    [InlineData("source=here", "'source' is 'here'", "network")]
    [InlineData("target=1.2.3.4/x", "'target' is '1.2.3.4/x'", "network")]
    [InlineData("where=flow>1", "'where' asks for 'flow'", "Did you mean 'flows'?")]
    [InlineData("order=x", "'order' is 'x'", "asc")]
    [InlineData("top=1001", "'top' is '1001'", "1000")]
    public async Task List_BadInput_IsRefusedWithASentence(string query, string what, string allowed)
    {
        await ProblemAssert.IsAsync(HttpStatusCode.BadRequest, await app.Client.GetAsync($"/v1/datasets/office/edges?{query}"), what, allowed);
    }
}
