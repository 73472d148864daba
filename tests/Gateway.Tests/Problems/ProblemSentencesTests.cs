using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetMl.Gateway.Tests.Fixtures;

namespace NetMl.Gateway.Tests.Problems;

public sealed class ProblemSentencesTests
{
    [Fact]
    public async Task Call_ToUnknownRoute_Answers404NamingIt()
    {
        await using var gateway = new GatewayUnderTest();
        using var client = gateway.Client();

        using var response = await client.GetAsync("/v1/nothing");

        Assert.Contains("/v1/nothing", await response.ProblemAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Call_WithWrongMethod_Answers405NamingTheRightOnes()
    {
        await using var gateway = new GatewayUnderTest();
        using var client = gateway.Client();

        using var response = await client.PutAsync("/v1/jobs/1", null);

        var sentence = await response.ProblemAsync(HttpStatusCode.MethodNotAllowed);
        Assert.Contains("PUT", sentence);
        Assert.Contains("DELETE", sentence);
    }

    [Fact]
    public async Task Call_WithWrongMethodUnderV2_AnswersInferenceError()
    {
        await using var gateway = new GatewayUnderTest();
        using var client = gateway.Client();

        using var response = await client.DeleteAsync("/v2/models/m");

        Assert.Contains("DELETE", await response.InferenceErrorAsync(HttpStatusCode.MethodNotAllowed));
    }

    [Fact]
    public async Task Failure_OfTheService_PassesUnchanged()
    {
        await using var replica = await Replica.StartAsync("graph-feature", app =>
            app.MapGet("/v1/datasets/{dataset}", () => Results.Problem("The data set 'x' is empty.", statusCode: 409, title: "Its own title")));
        await using var gateway = new GatewayUnderTest(replica);
        using var client = gateway.Client();

        using var response = await client.GetAsync("/v1/datasets/x");

        Assert.Equal("The data set 'x' is empty.", await response.ProblemAsync(HttpStatusCode.Conflict));
    }
}
