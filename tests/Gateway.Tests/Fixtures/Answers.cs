using System.Net;
using System.Text.Json.Nodes;

namespace NetMl.Gateway.Tests.Fixtures;

/// <summary>Checks the two shapes of a failure.</summary>
internal static class Answers
{
    /// <summary>Asserts problem+json with the status; returns its sentence.</summary>
    public static async Task<string> ProblemAsync(this HttpResponseMessage response, HttpStatusCode status)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(body)!;
        Assert.Equal((int)status, (int)problem["status"]!);
        return (string)problem["detail"]!;
    }

    /// <summary>Asserts the Open Inference Protocol's error with the status; returns its sentence.</summary>
    public static async Task<string> InferenceErrorAsync(this HttpResponseMessage response, HttpStatusCode status)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode}: {body}");
        var error = JsonNode.Parse(body)!.AsObject();
        Assert.Equal("error", Assert.Single(error).Key);
        return (string)error["error"]!;
    }
}
