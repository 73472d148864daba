using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace NetMl.ServiceDefaults.Tests.Failures;

public sealed class ProblemResponsesTests
{
    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task Unhandled_AnyException_Is500WithoutItsMessage(string environment)
    {
        await using var service = await Service.StartAsync(map: app => app.MapGet("/fail", string () => throw new InvalidOperationException("secret")), environment: environment);

        var (status, problem) = await GetAsync(service, "/fail");

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.DoesNotContain("secret", problem.ToString(), StringComparison.Ordinal);
        Assert.Contains("GET /fail", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unhandled_BadHttpRequestException_KeepsStatusAndSentence()
    {
        await using var service = await Service.StartAsync(map: app => app.MapGet("/large", string () => throw new BadHttpRequestException("The body is larger than 5 bytes.", 413)));

        var (status, problem) = await GetAsync(service, "/large");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Equal("The body is larger than 5 bytes.", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Unmatched_Path_Is404ThatNamesIt()
    {
        await using var service = await Service.StartAsync();

        var (status, problem) = await GetAsync(service, "/nowhere");

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("/nowhere", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Binding_WrongQuery_Is400ThatNamesTheParameter()
    {
        await using var service = await Service.StartAsync(map: app => app.MapGet("/top", (int top) => top));

        var (status, problem) = await GetAsync(service, "/top?top=many");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("top", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("many", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "epochs": "ten" }""", "The JSON in the request is wrong at line 1, byte 18, field $.epochs: the value is of another kind than this field takes.")]
    [InlineData("{\n epochs: 1}", "The JSON in the request is wrong at line 2, byte 2: 'e' is an invalid start of a property name. Expected a '\"'.")]
    [InlineData("", "The request has no body, or null: send the fields as JSON.")]
    public async Task Binding_WrongJson_Is400ThatNamesThePlace(string body, string expected)
    {
        await using var service = await Service.StartAsync(map: app => app.MapPost("/jobs", (Job job) => job.Epochs));

        using var answer = await service.Http.PostAsync("/jobs", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(expected, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Failure_CallerAcceptsOnlyEvents_IsProblemAllTheSame()
    {
        await using var service = await Service.StartAsync();
        service.Http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));

        var (status, problem) = await GetAsync(service, "/nowhere");

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal(404, problem.GetProperty("status").GetInt32());
    }

    private static async Task<(HttpStatusCode Status, JsonElement Problem)> GetAsync(Service service, string path)
    {
        using var answer = await service.Http.GetAsync(path);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    public sealed record Job(int Epochs);
}
