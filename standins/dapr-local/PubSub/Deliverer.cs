using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using DaprLocal.Api;
using DaprLocal.Apps;

namespace DaprLocal.PubSub;

/// <summary>Brings one message to one app instance and reads its acknowledgement.</summary>
public sealed partial class Deliverer(AppChannel channel, TimeProvider time, ILogger<Deliverer> logger)
{
    private const int LongestAnswer = 64 * 1024;

    internal async Task<Outcome> DeliverAsync(StoredMessage message, AppInstance app, Subscription subscription, TimeSpan? limit, CancellationToken stopping)
    {
        if (message.Expires is { } expires && expires <= time.GetUtcNow().ToUnixTimeMilliseconds())
        {
            Expired(message.Topic, app.Name);
            return Outcome.Drop;
        }
        var body = subscription.RawPayload ? CloudEvents.WrapRaw(message.Body, message.PubSub, message.Topic, time) : message.Body;
        if (!TryRoute(message, subscription, body, out var path))
        {
            NotAnEvent(message.Topic, app.Name);
            return Outcome.Drop;
        }
        if (path is null)
        {
            NoRoute(message.Topic, app.Name);
            return Outcome.Drop;
        }
        return await PostAsync(message, app, path, body, limit, stopping);
    }

    /// <summary>False when the message is no CloudEvent although the subscriber expects one.</summary>
    private static bool TryRoute(StoredMessage message, Subscription subscription, byte[] body, out string? path)
    {
        path = subscription.Rules.Count == 1 && subscription.Rules[0].Condition is null ? subscription.Rules[0].Path : null;
        if (path is not null && (!message.Raw || subscription.RawPayload))
            return true;
        try
        {
            using var cloudEvent = JsonDocument.Parse(body);
            path ??= subscription.PathFor(cloudEvent.RootElement);
            return cloudEvent.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private async Task<Outcome> PostAsync(StoredMessage message, AppInstance app, string path, byte[] body, TimeSpan? limit, CancellationToken stopping)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        if (limit is { } time && time > TimeSpan.Zero)
            timeout.CancelAfter(time);
        using var request = Request(message, app, path, body);
        try
        {
            using var response = await channel.SendAsync(app, request, timeout.Token);
            return await ReadAsync(response, message.Topic, app.Name, timeout.Token);
        }
        catch (HttpRequestException e)
        {
            if (AppChannel.IsRefused(e))
                return Outcome.Unreachable;
            DeliveryBroke(e, message.Topic, app.Name);
            return Outcome.Broken;
        }
        catch (IOException e)
        {
            DeliveryBroke(e, message.Topic, app.Name);
            return Outcome.Broken;
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            DeliveryTimedOut(message.Topic, app.Name, limit ?? TimeSpan.Zero);
            return Outcome.Retry;
        }
    }

    private static HttpRequestMessage Request(StoredMessage message, AppInstance app, string path, byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(app.Address, path)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(CloudEvents.MediaType);
        request.Headers.TryAddWithoutValidation("pubsubname", message.PubSub);
        if (message.Metadata is null)
            return request;
        using var metadata = JsonDocument.Parse(message.Metadata);
        foreach (var entry in metadata.RootElement.EnumerateObject())
            request.Headers.TryAddWithoutValidation(entry.Name, entry.Value.GetString());
        return request;
    }

    private async Task<Outcome> ReadAsync(HttpResponseMessage response, string topic, string app, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            RouteMissing(topic, app);
            return Outcome.Drop;
        }
        if (!response.IsSuccessStatusCode)
        {
            DeliveryRefused(topic, app, (int)response.StatusCode);
            return Outcome.Retry;
        }
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var answer = new byte[LongestAnswer];
        var length = await stream.ReadAtLeastAsync(answer, LongestAnswer, throwOnEndOfStream: false, cancellationToken);
        return Status(answer.AsMemory(0, length)) switch
        {
            null or "" or "SUCCESS" => Outcome.Done,
            "DROP" => Outcome.Drop,
            _ => Outcome.Retry,
        };
    }

    /// <summary>The status of the answer; null when there is none, because the body is empty or no JSON object.</summary>
    private static string? Status(ReadOnlyMemory<byte> answer)
    {
        if (answer.IsEmpty)
            return null;
        try
        {
            using var document = JsonDocument.Parse(answer);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Text("status") : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
