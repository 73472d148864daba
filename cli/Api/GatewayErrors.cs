using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace NetMl.Cli.Api;

/// <summary>The sentence for each way in which a call can fail.</summary>
internal static class GatewayErrors
{
    public static GatewayAway Unreachable(Uri gateway, Exception exception)
    {
        var reason = exception.GetBaseException() switch
        {
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "connection refused",
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } => "unknown host name",
            var other => other.Message.TrimEnd('.'),
        };
        return new GatewayAway(
            $"The gateway at {Show(gateway)} does not answer ({reason}): start the system with 'dotnet run --project AppHost', or name another gateway with --gateway.");
    }

    public static GatewayAway Broken(Uri gateway, Exception exception) => new(
        $"The gateway at {Show(gateway)} broke off an answer ({exception.GetBaseException().Message.TrimEnd('.')}): look at its log and try again.");

    public static CommandFailure NotUnderstood(Uri gateway, string what, Exception exception) => new(
        $"The answer of {Show(gateway)} to {what} is not what this netml expects ({exception.Message.TrimEnd('.')}): is it a NetMlAspire gateway of the same version?");

    /// <summary>Reads the problem in the body, if there is one, and names the status where there is none.</summary>
    public static async Task<GatewayRefusal> RefusedAsync(HttpResponseMessage response, Uri gateway, string what, CancellationToken cancellationToken)
    {
        var detail = await ReadDetailAsync(response, cancellationToken);
        var sentence = response.StatusCode switch
        {
            HttpStatusCode.Forbidden when detail is not null => $"{Capital(what)} was refused{Because(detail)}",
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                $"The gateway at {Show(gateway)} refused the key: give the right one with --key, NETML_KEY or the file that the AppHost writes.",
            // What is away or starts is not busy: whoever answered knows best.
            HttpStatusCode.ServiceUnavailable when detail is not null => $"{Sentence(Capital(detail.Trim()))} {Capital(what)} failed for now.",
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable =>
                $"The system is too busy for {what}, also after several tries{Because(detail)}",
            HttpStatusCode.InsufficientStorage => $"The disk of the service is full{Because(detail)}",
            _ => detail is null ? $"The gateway at {Show(gateway)} answered {what} with status {(int)response.StatusCode}." : $"{Capital(what)} failed{Because(detail)}",
        };
        return new GatewayRefusal(sentence, response.StatusCode);
    }

    /// <summary>With the trace id where the sentence speaks of it.</summary>
    private static async Task<string?> ReadDetailAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            using var document = await JsonDocument.ParseAsync(body, default, cancellationToken);
            if (document.RootElement.ValueKind != JsonValueKind.Object || FirstText(document.RootElement, "detail", "error", "title") is not { } detail)
                return null;
            return detail.Contains("trace id", StringComparison.Ordinal) && FirstText(document.RootElement, "traceId") is { } trace
                ? $"{detail.Trim().TrimEnd('.')}: {trace}" : detail;
        }
        catch (Exception exception) when (exception is JsonException or IOException or HttpRequestException)
        {
            return null;
        }
    }

    private static string? FirstText(JsonElement problem, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (problem.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text)
                return text;
        }
        return null;
    }

    private static string Because(string? detail) => detail is null ? "." : $": {Sentence(detail.Trim())}";

    private static string Sentence(string text) => text.EndsWith('?') ? text : $"{text.TrimEnd('.')}.";

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string Show(Uri gateway) => gateway.GetLeftPart(UriPartial.Authority);
}

/// <summary>The gateway did not answer, or not to the end: the same call may succeed later.</summary>
internal sealed class GatewayAway(string sentence) : CommandFailure(sentence);

/// <summary>The gateway answered, but with an error status.</summary>
internal sealed class GatewayRefusal(string sentence, HttpStatusCode status) : CommandFailure(sentence)
{
    public HttpStatusCode Status { get; } = status;
}
