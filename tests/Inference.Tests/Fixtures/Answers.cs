using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace NetMl.Inference.Tests.Fixtures;

internal static class Answers
{
    /// <summary>Sends JSON without a Content-Type, as real clients do.</summary>
    public static Task<HttpResponseMessage> PostJsonAsync(this HttpClient client, string path, string json) =>
        client.PostAsync(path, new ByteArrayContent(Encoding.UTF8.GetBytes(json)));

    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage response, HttpStatusCode status = HttpStatusCode.OK)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode}: {body}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return JsonNode.Parse(body)!;
    }

    /// <summary>Asserts <c>{"error": sentence}</c>; returns the sentence.</summary>
    public static async Task<string> ErrorAsync(this HttpResponseMessage response, HttpStatusCode status)
    {
        var error = (await response.JsonAsync(status)).AsObject();
        Assert.Equal("error", Assert.Single(error).Key);
        return (string)error["error"]!;
    }

    /// <summary>Asserts problem+json; returns its sentence.</summary>
    public static async Task<string> ProblemAsync(this HttpResponseMessage response, HttpStatusCode status)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return (string)JsonNode.Parse(body)!["detail"]!;
    }
}
