using System.Net;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Processes;

/// <summary>A health check over HTTP.</summary>
sealed class HttpHealth(EndpointReference endpoint, string path, int statusCode)
    : HealthCheckAnnotation($"{endpoint.Resource.Name}_{endpoint.EndpointName}_{path}_{statusCode}_check")
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1) })
    {
        Timeout = TimeSpan.FromSeconds(5),
    };

    /// <summary>Null when healthy, else what was seen instead.</summary>
    public async Task<string?> ProblemAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(new Uri(endpoint.Url), path), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return answer.StatusCode == (HttpStatusCode)statusCode ? null : $"GET {path} answers {(int)answer.StatusCode}";
        }
        catch (HttpRequestException failure)
        {
            return $"GET {path} fails: {failure.Message}";
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"GET {path} does not answer within {Http.Timeout.TotalSeconds} s";
        }
    }
}
