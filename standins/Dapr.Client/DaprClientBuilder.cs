using System.Text.Json;

namespace Dapr.Client;

/// <summary>Builds a <see cref="DaprClient"/>; what is not set comes from the environment (<see cref="DaprDefaults"/>).</summary>
public sealed class DaprClientBuilder
{
    private string _httpEndpoint = DaprDefaults.GetDefaultHttpEndpoint();
    private string _apiToken = DaprDefaults.GetDefaultDaprApiToken();
    private JsonSerializerOptions _jsonOptions = new(JsonSerializerDefaults.Web);
    private TimeSpan? _timeout;

    public DaprClientBuilder UseHttpEndpoint(string httpEndpoint)
    {
        ArgumentException.ThrowIfNullOrEmpty(httpEndpoint);
        _httpEndpoint = httpEndpoint;
        return this;
    }

    /// <summary>Accepted for source compatibility: this client speaks HTTP alone.</summary>
    public DaprClientBuilder UseGrpcEndpoint(string grpcEndpoint)
    {
        ArgumentException.ThrowIfNullOrEmpty(grpcEndpoint);
        return this;
    }

    public DaprClientBuilder UseJsonSerializationOptions(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _jsonOptions = options;
        return this;
    }

    public DaprClientBuilder UseDaprApiToken(string apiToken)
    {
        ArgumentNullException.ThrowIfNull(apiToken);
        _apiToken = apiToken;
        return this;
    }

    /// <summary>The longest that one call may take; without it only the caller's token ends a call.</summary>
    public DaprClientBuilder UseTimeout(TimeSpan timeout)
    {
        _timeout = timeout;
        return this;
    }

    public DaprClient Build() =>
        new HttpDaprClient(new SidecarHttp(_httpEndpoint, _apiToken, _timeout ?? Timeout.InfiniteTimeSpan), _jsonOptions);
}
