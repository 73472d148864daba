using System.Net.Http.Json;
using System.Text.Json;
using NetMl.Contracts;
using NetMl.Contracts.Datasets;

namespace NetMl.Ingest.Tests.Fixtures;

internal static class Answers
{
    public static async Task<FlowsAccepted> AcceptedAsync(this HttpResponseMessage response)
    {
        Assert.True(response.StatusCode == System.Net.HttpStatusCode.Accepted, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        var accepted = await response.Content.ReadFromJsonAsync(WireJson.Default.FlowsAccepted);
        Assert.NotNull(accepted);
        return accepted;
    }

    /// <summary>The sentence of a problem, which must be problem+json.</summary>
    public static async Task<string> SentenceAsync(this HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return problem.RootElement.GetProperty("detail").GetString() ?? "";
    }
}
