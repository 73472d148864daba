using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NetMl.ServiceDefaults.Settings;

namespace NetMl.ServiceDefaults.Listening;

/// <summary>
/// A service listens twice, since one cleartext port cannot speak both: HTTP_PORT for HTTP/1.1 (sidecar, health, people) and
/// H2C_PORT for HTTP/2 with prior knowledge (the gateway). With neither set, Kestrel is left alone.
/// </summary>
static class TwoEndpoints
{
    public static void AddTwoEndpoints(this IHostApplicationBuilder builder)
    {
        var http = Port(builder.Configuration, "HTTP_PORT");
        var h2c = Port(builder.Configuration, "H2C_PORT");
        if (http is null && h2c is null)
            return;
        var address = Address(builder.Configuration);

        // An AppHost also sets ASPNETCORE_URLS; Kestrel would warn that the endpoints below override it.
        builder.Configuration["urls"] = null;
        builder.Services.Configure<KestrelServerOptions>(options =>
        {
            if (http is { } one)
                options.Listen(address, one, listen => listen.Protocols = HttpProtocols.Http1);
            if (h2c is { } two)
                options.Listen(address, two, listen => listen.Protocols = HttpProtocols.Http2);
        });
    }

    private static int? Port(IConfiguration configuration, string key)
    {
        if (configuration[key] is not { Length: > 0 } text)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort
            ? port
            : throw new WrongSettingException(key, $"'{text}' is not a port (0 to {IPEndPoint.MaxPort})");
    }

    private static IPAddress Address(IConfiguration configuration)
    {
        const string Key = "Listen:Address";
        if (configuration[Key] is not { Length: > 0 } text)
            return IPAddress.Loopback;
        return IPAddress.TryParse(text, out var address) ? address : throw new WrongSettingException(Key, $"'{text}' is not an IP address");
    }
}
