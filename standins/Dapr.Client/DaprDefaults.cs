using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Dapr;

/// <summary>Where the sidecar is and which tokens guard it: from the configuration, else from the environment. (Lives in Dapr.Common upstream.)</summary>
public static class DaprDefaults
{
    public const string DaprHttpEndpointEnvironmentVariableName = "DAPR_HTTP_ENDPOINT";
    public const string DaprHttpPortEnvironmentVariableName = "DAPR_HTTP_PORT";
    public const string DaprApiTokenEnvironmentVariableName = "DAPR_API_TOKEN";
    public const string AppApiTokenEnvironmentVariableName = "APP_API_TOKEN";
    public const string DefaultDaprScheme = "http";
    public const string DefaultDaprHost = "localhost";
    public const int DefaultHttpPort = 3500;

    public static string GetDefaultDaprApiToken(IConfiguration? configuration = null) =>
        Read(configuration, DaprApiTokenEnvironmentVariableName) ?? string.Empty;

    public static string GetDefaultAppApiToken(IConfiguration? configuration = null) =>
        Read(configuration, AppApiTokenEnvironmentVariableName) ?? string.Empty;

    /// <summary>DAPR_HTTP_ENDPOINT before DAPR_HTTP_PORT before port 3500 of this host; always ends in a slash.</summary>
    public static string GetDefaultHttpEndpoint(IConfiguration? configuration = null)
    {
        var endpoint = new UriBuilder
        {
            Scheme = DefaultDaprScheme,
            Host = DefaultDaprHost,
            Port = Read(configuration, DaprHttpPortEnvironmentVariableName) is { } port ? int.Parse(port, CultureInfo.InvariantCulture) : DefaultHttpPort,
        };
        if (Read(configuration, DaprHttpEndpointEnvironmentVariableName) is { } configured)
        {
            var uri = new Uri(configured);
            (endpoint.Scheme, endpoint.Host, endpoint.Port) = (uri.Scheme, uri.Host, uri.Port);
        }
        return endpoint.ToString();
    }

    private static string? Read(IConfiguration? configuration, string name)
    {
        var value = configuration?[name] is { Length: > 0 } configured ? configured : Environment.GetEnvironmentVariable(name);
        return string.IsNullOrWhiteSpace(value) ? null : value;
    }
}
