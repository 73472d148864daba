using System.Net;
using Microsoft.AspNetCore.Builder;

namespace NetMl.ServiceDefaults.Tests.Security;

public sealed class AppTokenCheckTests
{
    private static readonly Dictionary<string, string?> WithToken = new() { ["APP_API_TOKEN"] = "right" };

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("", HttpStatusCode.Unauthorized)]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    [InlineData("rightx", HttpStatusCode.Unauthorized)]
    [InlineData("right", HttpStatusCode.OK)]
    public async Task Get_TokenIsSet_OnlyTheTokenPasses(string? shown, HttpStatusCode expected)
    {
        await using var service = await Service.StartAsync(WithToken, app => app.MapGet("/work", () => "done"));
        if (shown is not null)
            service.Http.DefaultRequestHeaders.Add("dapr-api-token", shown);

        using var answer = await service.Http.GetAsync("/work");

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK ? "text/plain" : "application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Get_TokenTwice_Is401()
    {
        await using var service = await Service.StartAsync(WithToken, app => app.MapGet("/work", () => "done"));
        service.Http.DefaultRequestHeaders.Add("dapr-api-token", ["right", "wrong"]);

        using var answer = await service.Http.GetAsync("/work");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task Get_HealthWithoutToken_Passes(string path)
    {
        await using var service = await Service.StartAsync(WithToken);

        using var answer = await service.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("/health/..%2fwork")]
    [InlineData("/healthy")]
    [InlineData("/openapi/v1.json")]
    public async Task Get_AnythingElseWithoutToken_Is401(string path)
    {
        await using var service = await Service.StartAsync(WithToken);

        using var answer = await service.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Get_CheckTurnedOff_PassesWithoutToken()
    {
        await using var service = await Service.StartAsync(WithToken, app => app.MapGet("/work", () => "done"), requireAppToken: false);

        using var answer = await service.Http.GetAsync("/work");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
