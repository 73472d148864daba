using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Processes;

/// <summary>The two forms in which a process learns where others listen: <c>services__name__endpoint__0</c> and <c>NAME_ENDPOINT</c>.</summary>
static partial class ServiceDiscovery
{
    public static void Add(Dictionary<string, object> environment, IEnumerable<EndpointReference> endpoints)
    {
        foreach (var endpoint in endpoints)
        {
            environment[$"services__{endpoint.Resource.Name}__{endpoint.EndpointName}__0"] = endpoint;
            environment[$"{Encode(endpoint.Resource.Name)}_{Encode(endpoint.EndpointName)}"] = endpoint;
        }
    }

    private static string Encode(string name) => NotAWordCharacter().Replace(name, "_").ToUpperInvariant();

    [GeneratedRegex("[^A-Za-z0-9_]")]
    private static partial Regex NotAWordCharacter();
}
