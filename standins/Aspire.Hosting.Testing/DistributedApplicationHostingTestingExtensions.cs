using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Testing;

public static class DistributedApplicationHostingTestingExtensions
{
    /// <summary>A client whose base address is the endpoint.</summary>
    public static HttpClient CreateHttpClient(this DistributedApplication app, string resourceName, string? endpointName = null) =>
        new() { BaseAddress = app.GetEndpoint(resourceName, endpointName) };

    /// <param name="endpointName">Default: https, else http.</param>
    public static Uri GetEndpoint(this DistributedApplication app, string resourceName, string? endpointName = null)
    {
        var resources = app.Services.GetRequiredService<DistributedApplicationModel>().Resources;
        var resource = resources.FirstOrDefault(resource => resource.Name.Equals(resourceName, StringComparison.OrdinalIgnoreCase)) as IResourceWithEndpoints
            ?? throw new ArgumentException($"There is no resource '{resourceName}' with endpoints.", nameof(resourceName));
        var endpoint = endpointName is null
            ? resource.GetEndpoints().OrderBy(endpoint => endpoint.EndpointName switch { "https" => 0, "http" => 1, _ => 2 }).FirstOrDefault()
            : resource.GetEndpoints().FirstOrDefault(endpoint => endpoint.EndpointName.Equals(endpointName, StringComparison.OrdinalIgnoreCase));
        return endpoint is { IsAllocated: true }
            ? new Uri(endpoint.Url)
            : throw new InvalidOperationException($"The resource '{resourceName}' has no endpoint '{endpointName ?? "http"}' with a port: start the application first.");
    }
}
