using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace NetMl.GraphFeature.Tests;

/// <summary>Looks into refusals.</summary>
internal static class ProblemAssert
{
    /// <summary>The answer is problem+json of this status, and its sentence has these parts.</summary>
    public static async Task IsAsync(HttpStatusCode status, HttpResponseMessage response, params string[] parts)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        var detail = problem.GetProperty("detail").GetString();
        Assert.All(parts, part => Assert.Contains(part, detail, StringComparison.Ordinal));
    }
}
