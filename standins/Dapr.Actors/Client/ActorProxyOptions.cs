using System.Text.Json;

namespace Dapr.Actors.Client;

/// <summary>How proxies reach the sidecar and write their messages.</summary>
public class ActorProxyOptions
{
    private JsonSerializerOptions _jsonSerializerOptions = new(JsonSerializerDefaults.Web);

    public JsonSerializerOptions JsonSerializerOptions
    {
        get => _jsonSerializerOptions;
        set => _jsonSerializerOptions = value ?? throw new ArgumentNullException(nameof(JsonSerializerOptions));
    }

    public string DaprApiToken { get; set; } = DaprDefaults.GetDefaultDaprApiToken();

    public string HttpEndpoint { get; set; } = DaprDefaults.GetDefaultHttpEndpoint();

    /// <summary>Null keeps HttpClient's 100 s.</summary>
    public TimeSpan? RequestTimeout { get; set; }

    /// <summary>Typed calls as JSON instead of binary XML; has to agree with <c>ActorRuntimeOptions.UseJsonSerialization</c> of the host.</summary>
    public bool UseJsonSerialization { get; set; }
}
