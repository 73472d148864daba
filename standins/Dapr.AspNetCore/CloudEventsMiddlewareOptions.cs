namespace Dapr;

/// <summary>How <c>UseCloudEvents</c> unwraps events.</summary>
public class CloudEventsMiddlewareOptions
{
    /// <summary>Text payloads keep their JSON quotes.</summary>
    public bool SuppressJsonDecodingOfTextPayloads { get; set; }

    /// <summary>Envelope fields become request headers <c>Cloudevent.{name}</c>.</summary>
    public bool ForwardCloudEventPropertiesAsHeaders { get; set; }

    /// <summary>The only fields to forward; wins over <see cref="ExcludedCloudEventPropertiesFromHeaders"/>.</summary>
    public string[] IncludedCloudEventPropertiesAsHeaders { get; set; }

    public string[] ExcludedCloudEventPropertiesFromHeaders { get; set; }
}
