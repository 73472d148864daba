using System.Net;
using NetMl.Contracts.Datasets;

namespace NetMl.GraphFeature.Tests.Hosts;

public class EgoAndCommunityTests(OfficeApp app) : IClassFixture<OfficeApp>
{
    [Fact]
    public async Task Ego_OneStep_LeavesOutWhatIsFurther()
    {
        var ego = await app.GetAsync<EgoNetwork>($"hosts/{SmallNetwork.Client}/ego");

        Assert.Equal((3, 3, false), (ego.HostsWithin, ego.EdgesAmong, ego.Truncated));
        Assert.Equal([new EgoHost(SmallNetwork.Client, 0), new EgoHost(SmallNetwork.Relay, 1), new EgoHost(SmallNetwork.Web, 1)], ego.Hosts);
        Assert.Equal(new EgoEdge(SmallNetwork.Client, SmallNetwork.Web, 3, 60_300), ego.Edges[0]);
    }

    [Fact]
    public async Task Ego_TwoSteps_ReachesAll()
    {
        var ego = await app.GetAsync<EgoNetwork>($"hosts/{SmallNetwork.Client}/ego?radius=2");

        Assert.Equal((4, 4, new EgoHost(SmallNetwork.Resolver, 2)), (ego.HostsWithin, ego.EdgesAmong, ego.Hosts[^1]));
    }

    [Fact]
    public async Task Ego_Bounded_SaysThatItIs()
    {
        var ego = await app.GetAsync<EgoNetwork>($"hosts/{SmallNetwork.Client}/ego?top=2");

        Assert.Equal((3, 1, true, 2), (ego.HostsWithin, ego.EdgesAmong, ego.Truncated, ego.Hosts.Count));
    }

    [Fact]
    public async Task Communities_OfAll_HoldEveryHostOnce()
    {
        var page = await app.GetAsync<CommunitiesPage>("communities");

        Assert.Equal(4, page.Communities.Sum(community => community.Hosts));
        Assert.Equal(6, page.Communities.Sum(community => community.FlowsWithin) + page.Communities.Sum(community => community.FlowsAcross) / 2);
        var members = new List<string>();
        foreach (var community in page.Communities)
            members.AddRange((await app.GetAsync<CommunityMembers>($"communities/{community.Id}")).Members);
        Assert.Equal([SmallNetwork.Client, SmallNetwork.Relay, SmallNetwork.Resolver, SmallNetwork.Web], members.Order());
    }

    [Theory]
    [InlineData("hosts/10.0.0.1/ego?radius=3", HttpStatusCode.BadRequest, "'radius' is '3'")]
    [InlineData("hosts/10.0.0.1/ego?top=0", HttpStatusCode.BadRequest, "'top' is '0'")]
    [InlineData("hosts/10.0.0.77/ego", HttpStatusCode.NotFound, "no host '10.0.0.77'")]
    [InlineData("hosts/here/ego", HttpStatusCode.BadRequest, "'address' is 'here'")]
    [InlineData("communities?top=x", HttpStatusCode.BadRequest, "'top' is 'x'")]
    [InlineData("communities/first", HttpStatusCode.BadRequest, "'id' is 'first'")]
    [InlineData("communities/9", HttpStatusCode.NotFound, "no community 9")]
    public async Task Get_BadInput_IsRefusedWithASentence(string path, HttpStatusCode status, string what) =>
        await ProblemAssert.IsAsync(status, await app.Client.GetAsync($"/v1/datasets/office/{path}"), what);
}
