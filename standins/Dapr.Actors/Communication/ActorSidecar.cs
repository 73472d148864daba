using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text.Json;

namespace Dapr.Actors.Communication;

/// <summary>Actor requests to the sidecar. The default endpoint ends in a slash, so that paths begin with two; the sidecar cleans them.</summary>
internal sealed class ActorSidecar
{
    internal const string RequestHeader = "X-DaprRequestHeader";
    internal const string ErrorHeader = "X-DaprErrorResponseHeader";

    private static readonly HttpMessageHandler SharedHandler = new HttpClientHandler();
    private static readonly MediaTypeHeaderValue Json = MediaTypeHeaderValue.Parse("application/json; charset=utf-8");
    private static readonly MediaTypeHeaderValue Binary = MediaTypeHeaderValue.Parse("application/octet-stream; charset=utf-8");

    private readonly string _endpoint;
    private readonly string _apiToken;
    private readonly TimeSpan? _timeout;
    private readonly HttpMessageHandler _handler;

    internal ActorSidecar(string endpoint, string apiToken, TimeSpan? timeout, HttpMessageHandler handler = null)
    {
        _endpoint = endpoint;
        _apiToken = apiToken;
        _timeout = timeout;
        _handler = handler ?? SharedHandler;
    }

    /// <summary>A call by name; <paramref name="json"/> is null without an argument.</summary>
    internal Task<HttpResponseMessage> InvokeAsync(string actorType, ActorId actorId, string method, string json, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, $"{actorType}/{actorId}/method/{method}", json is null ? null : new StringContent(json, Json), cancellationToken);

    /// <summary>A typed call; the body is null without arguments.</summary>
    /// <exception cref="ActorMethodInvocationException">The method threw.</exception>
    internal async Task<byte[]> InvokeRemotingAsync(ActorRequestHeader header, byte[] body, CancellationToken cancellationToken)
    {
        var content = body is null ? null : new ByteArrayContent(body) { Headers = { ContentType = Binary } };
        using var response = await SendAsync(
            HttpMethod.Put, $"{header.ActorType}/{header.ActorId}/method/{header.MethodName}", content, cancellationToken, IActorHeader.Write(header));
        var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (!response.Headers.TryGetValues(ErrorHeader, out var error))
            return answer;
        var details = IActorHeader.Read<ActorErrorHeader>(error.First()).Details;
        throw new ActorMethodInvocationException($"Remote Actor Method Exception,  DETAILS: {details}", ActorErrorBody.Read(answer), false);
    }

    /// <summary>State as JSON text, empty when missing, with the time when it expires.</summary>
    internal async Task<(string Json, DateTimeOffset? Expires)> GetStateAsync(string actorType, ActorId actorId, string key, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, $"{actorType}/{actorId}/state/{key}", null, cancellationToken);
        var json = await response.Content.ReadAsStringAsync(cancellationToken);
        var expires = response.Headers.TryGetValues("Metadata.ttlExpireTime", out var values) ? values.First() : null;
        return (json, string.IsNullOrEmpty(expires) ? null : DateTimeOffset.Parse(expires, System.Globalization.CultureInfo.InvariantCulture));
    }

    internal async Task SaveStateAsync(string actorType, ActorId actorId, string operations, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Put, $"{actorType}/{actorId}/state", new StringContent(operations), cancellationToken);
    }

    internal async Task<string> GetReminderAsync(string actorType, ActorId actorId, string name)
    {
        using var response = await SendAsync(HttpMethod.Get, $"{actorType}/{actorId}/reminders/{name}", null, default);
        return await response.Content.ReadAsStringAsync();
    }

    /// <param name="kind">reminders or timers.</param>
    internal async Task RegisterAsync(string kind, string actorType, ActorId actorId, string name, string json)
    {
        using var response = await SendAsync(HttpMethod.Put, $"{actorType}/{actorId}/{kind}/{name}", new StringContent(json, Json), default);
    }

    /// <inheritdoc cref="RegisterAsync"/>
    internal async Task UnregisterAsync(string kind, string actorType, ActorId actorId, string name)
    {
        using var response = await SendAsync(HttpMethod.Delete, $"{actorType}/{actorId}/{kind}/{name}", null, default);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent content, CancellationToken cancellationToken, string remotingHeader = null)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{_endpoint}/v1.0/actors/{path}")) { Content = content };
        if (remotingHeader is not null)
            request.Headers.Add(RequestHeader, remotingHeader);
        if (!string.IsNullOrWhiteSpace(_apiToken))
            request.Headers.Add("dapr-api-token", _apiToken);
        // A client is only a timeout around the handler, which keeps the connections.
        using var http = new HttpClient(_handler, disposeHandler: false);
        http.Timeout = _timeout ?? http.Timeout;
        var response = await http.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw await ErrorAsync(response, cancellationToken);
    }

    private static async Task<Exception> ErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            return new AuthenticationException("Invalid client credentials");
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        try
        {
            var error = body.Length == 0 ? null : JsonSerializer.Deserialize<SidecarError>(body, JsonSerializerOptions.Web);
            return error is null
                ? new DaprApiException($"The sidecar answered {(int)response.StatusCode} without a reason.")
                : new DaprApiException(error.Message, error.ErrorCode, false);
        }
        catch (JsonException e)
        {
            return new DaprApiException($"The sidecar answered {(int)response.StatusCode} with a body that is not Dapr's error JSON.", e);
        }
    }

    private sealed record SidecarError(string ErrorCode, string Message);
}
