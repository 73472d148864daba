using System.Text.Json;

namespace NetMl.Cli.Api;

/// <summary>Where the gateway is, and the key that it asks for.</summary>
internal sealed record GatewayAddress(Uri Url, string? Key)
{
    /// <summary>Where the same gateway speaks HTTP/2 without TLS, when whoever started it says so: the address for sites of a federation.</summary>
    public Uri? Http2 { get; init; }

    private const string FileVariable = "NETML_GATEWAY_FILE";
    private const string DefaultUrl = "http://127.0.0.1:8080";

    /// <summary>Option, then environment variable, then the file of a running AppHost; for the address at last the default port.</summary>
    /// <exception cref="CommandFailure">The address is no http URL, or the file cannot be read.</exception>
    public static GatewayAddress Find(string? url, string? key, Func<string, string?> variable)
    {
        url ??= NotEmpty(variable("NETML_GATEWAY"));
        key ??= NotEmpty(variable("NETML_KEY"));
        var http2 = url is not null && SameAddress(url, variable("NETML_GATEWAY")) ? NotEmpty(variable("NETML_GATEWAY_H2C")) : null;
        if (url is null || key is null)
        {
            var file = ReadFile(FilePath(variable));
            // The file's key belongs to the file's gateway: it is not shown to another one.
            if (url is null || SameAddress(url, file?.Gateway))
                key ??= file?.Key;
            if (url is null || SameAddress(url, file?.Gateway))
                http2 ??= file?.H2c;
            if (url is null && file is null && NotEmpty(variable(FileVariable)) is { } named)
                throw new CommandFailure($"There is no file '{named}', which {FileVariable} names: start the AppHost with the same variable, or use --gateway and --key.");
            url ??= file?.Gateway;
        }
        return new GatewayAddress(Parse(url ?? DefaultUrl), key) { Http2 = http2 is null ? null : Parse(http2) };
    }

    private static string FilePath(Func<string, string?> variable) =>
        NotEmpty(variable(FileVariable))
        ?? Path.Combine(NotEmpty(variable("HOME")) ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".netml", "gateway.json");

    private static KeyFile? ReadFile(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            return new KeyFile(root.GetProperty("gateway").GetString(), root.GetProperty("key").GetString(), root.TryGetProperty("h2c", out var h2c) ? h2c.GetString() : null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new CommandFailure($"The key file '{path}' cannot be read ({exception.Message}): restart the AppHost, or use --gateway and --key.");
        }
    }

    private static Uri Parse(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is ("http" or "https")
            ? parsed
            : throw new CommandFailure($"'{url}' is not an address of a gateway: write it as {DefaultUrl}.", CommandFailure.WrongUsage);

    private static bool SameAddress(string url, string? other) =>
        Uri.TryCreate(url, UriKind.Absolute, out var left) && Uri.TryCreate(other, UriKind.Absolute, out var right)
        && Uri.Compare(left, right, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static string? NotEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private sealed record KeyFile(string? Gateway, string? Key, string? H2c);
}
