using System.Net;

namespace NetMl.Gateway.Keys;

internal sealed partial class ApiKeyGate
{
    [LoggerMessage(1000, LogLevel.Debug, "Refused a call without a valid key from {Address} to {Path}")]
    private partial void StrangerRefused(IPAddress? address, PathString path);
}
