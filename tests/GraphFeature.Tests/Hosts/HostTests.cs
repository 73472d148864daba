using System.Net;
using NetMl.Contracts.Datasets;
using NetMl.Features;

namespace NetMl.GraphFeature.Tests.Hosts;

public class HostTests(OfficeApp app) : IClassFixture<OfficeApp>
{
    [Fact]
    public async Task List_ByFeature_GivesMostFirst()
    {
        var page = await app.GetAsync<HostsPage>("hosts?sort=bytes_out&top=2");

        Assert.Equal([SmallNetwork.Web, SmallNetwork.Relay], page.Hosts.Select(host => host.Address));
        Assert.Equal(60_400, page.Hosts[0].Features["bytes_out"]);
        Assert.Equal(HostFeatures.Names, page.Hosts[0].Features.Keys);
        Assert.Equal((4, 0), (page.Total, page.Offset));
    }

    [Theory]
    [InlineData("sort=bytes_out&order=asc", SmallNetwork.Resolver, SmallNetwork.Client, SmallNetwork.Relay, SmallNetwork.Web)]
    [InlineData("sort=bytes_out&offset=1&top=2", SmallNetwork.Relay, SmallNetwork.Client)]
    [InlineData("sort=bytes_out&offset=9")]
    [InlineData("sort=flows_out&where=bytes_out>100", SmallNetwork.Client, SmallNetwork.Relay, SmallNetwork.Web)]
    [InlineData("sort=flows_out&where=bytes_out>1e2,degree%20=%202", SmallNetwork.Client, SmallNetwork.Web)]
    [InlineData("sort=degree&address=10.0.0.0/8", SmallNetwork.Relay, SmallNetwork.Client)]
    [InlineData("sort=degree&address=2001:DB8::/32", SmallNetwork.Resolver)]
    [InlineData("sort=degree&address=9", SmallNetwork.Web)]
    public async Task List_Query_SelectsAndOrders(string query, params string[] expected)
    {
        var page = await app.GetAsync<HostsPage>($"hosts?{query}");

        Assert.Equal(expected, page.Hosts.Select(host => host.Address));
    }

    [Fact]
    public async Task Get_Host_NamesPeersAndBins()
    {
        var host = await app.GetAsync<HostDetail>($"hosts/{SmallNetwork.Relay}?binSeconds=3600&peers=2");

        Assert.Equal(950, host.Features["bytes_out"]);
        Assert.Equal(3, host.PeerCount);
        // Each peer has one flow: equal ones go by address as a number.
        Assert.Equal(new PeerTraffic(SmallNetwork.Client, 0, 1, 0, 0, host.Peers[0].Ports, SmallNetwork.At(30), SmallNetwork.At(30)), host.Peers[0]);
        Assert.Equal(new PeerTraffic(SmallNetwork.Web, 1, 0, 50, 400, host.Peers[1].Ports, SmallNetwork.At(3600), SmallNetwork.At(3600)), host.Peers[1]);
        Assert.Equal([22, 53], host.Peers.Select(peer => Assert.Single(peer.Ports)));
        Assert.Equal([new(SmallNetwork.At(-800), 0, 1, 0, 0), new(SmallNetwork.At(2800), 2, 0, 950, 500)], host.TimeLine);
    }

    [Fact]
    public async Task Get_HostWithoutBinWidth_ChoosesOne()
    {
        var host = await app.GetAsync<HostDetail>($"hosts/{SmallNetwork.Resolver}");

        // 4000 s make 67 bins of a minute, and 400 of ten seconds.
        Assert.Equal((60, 1), (host.BinSeconds, host.TimeLine.Count));
    }

    [Theory]
    [InlineData("hosts?sort=colour", HttpStatusCode.BadRequest, "'sort' is 'colour'", "pagerank")]
    [InlineData("hosts?sort=byte_out", HttpStatusCode.BadRequest, "'sort' is 'byte_out'", "Did you mean 'bytes_out'?")]
    [InlineData("hosts?sort=degre", HttpStatusCode.BadRequest, "'sort' is 'degre'. Did you mean 'degree'?", "docs/features.md")]
    [InlineData("hosts?tpo=3", HttpStatusCode.BadRequest, "The query has 'tpo'", "Did you mean 'top'?")]
    [InlineData("hosts?order=up", HttpStatusCode.BadRequest, "'order' is 'up'", "desc (most first) or asc")]
    [InlineData("hosts?top=0", HttpStatusCode.BadRequest, "'top' is '0'", "1 to 1000")]
    [InlineData("hosts?top=many", HttpStatusCode.BadRequest, "'top' is 'many'", "1 to 1000")]
    [InlineData("hosts?offset=-1", HttpStatusCode.BadRequest, "'offset' is '-1'", "from 0 to 2147483647")]
    [InlineData("hosts?where=bytes_out", HttpStatusCode.BadRequest, "'where' is 'bytes_out'", "one of > >=")]
    [InlineData("hosts?where=degree>1,bytes_uot>2", HttpStatusCode.BadRequest, "'where' asks for 'bytes_uot'", "Did you mean 'bytes_out'?")]
    [InlineData("hosts?where=bytes_out>NaN", HttpStatusCode.BadRequest, "'where' is 'bytes_out>NaN'", "a number")]
    [InlineData("hosts?address=10.0.0.0/33", HttpStatusCode.BadRequest, "'address' is '10.0.0.0/33'", "10.0.0.0/8")]
    [InlineData("hosts?address=server", HttpStatusCode.BadRequest, "'address' is 'server'", "10.0.0.0/8")]
    [InlineData("hosts/server", HttpStatusCode.BadRequest, "'address' is 'server'", "IPv4 or IPv6")]
    [InlineData("hosts/10.0.0.3", HttpStatusCode.NotFound, "no host '10.0.0.3'", "Did you mean '10.0.0.1'?")]
    [InlineData("hosts/10.0.0.1?peers=-1", HttpStatusCode.BadRequest, "'peers' is '-1'", "0 to 1000")]
    [InlineData("hosts/10.0.0.1?binSeconds=0", HttpStatusCode.BadRequest, "'binSeconds' is '0'", "from 1")]
    [InlineData("hosts/10.0.0.1?binSeconds=NaN", HttpStatusCode.BadRequest, "'binSeconds' is 'NaN'", "from 1")]
    public async Task Get_BadInput_IsRefusedWithASentence(string path, HttpStatusCode status, string what, string allowed)
    {
        var answer = await app.Client.GetAsync($"/v1/datasets/office/{path}");

        await ProblemAssert.IsAsync(status, answer, what, allowed);
        Assert.Null(answer.Headers.ETag);
    }

    [Fact]
    public async Task List_MoreFlowsThanAllowed_NamesTheSetting()
    {
        using var folder = new DataFolder();
        await using var small = new GraphFeatureApp(folder, ("Snapshots:MaximumFlows", "5"));
        await small.DeliverAsync("office", "a", SmallNetwork.Batch());
        using var client = small.CreateClient();

        await ProblemAssert.IsAsync(HttpStatusCode.BadRequest, await client.GetAsync("/v1/datasets/office/hosts"), "at most 5 flows", "Snapshots:MaximumFlows", "has 6");
    }
}
