using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using NetMl.Contracts;
using NetMl.Contracts.Datasets;

namespace NetMl.Cli.Api;

/// <summary>Follows findings without an end; a stream that breaks off is opened again after its last token.</summary>
internal sealed class FindingsFollower(GatewayClient gateway)
{
    private static readonly TimeSpan Reconnect = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>Those known, then changes as they come.</summary>
    /// <param name="after">Token to go on after; null = from the beginning.</param>
    /// <exception cref="CommandFailure">It cannot be opened the first time, or the system refuses to open it again: the data set is gone.</exception>
    public async IAsyncEnumerable<BehaviourEvent> FollowAsync(string dataset, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (token, wasOpen, pause) = (after, false, Reconnect);
        while (true)
        {
            await using var events = ReadAsync(dataset, token, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await MovesOnAsync(events, wasOpen))
            {
                (token, wasOpen, pause) = (events.Current.Token, true, Reconnect);
                yield return events.Current;
            }
            wasOpen = true;
            await Task.Delay(pause, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async IAsyncEnumerable<BehaviourEvent> ReadAsync(string dataset, string? token, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var what = $"the stream of findings of data set '{dataset}'";
        using var response = await gateway.SendAsync(() => Get($"{DatasetsApi.Path(dataset)}/behaviours/stream", token), what, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(body).EnumerateAsync(cancellationToken))
            yield return Parse(item, what);
    }

    private static HttpRequestMessage Get(string path, string? token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null)
            request.Headers.Add("Last-Event-ID", token);
        return request;
    }

    /// <summary>False when the stream broke off and may be opened again.</summary>
    private static async Task<bool> MovesOnAsync(IAsyncEnumerator<BehaviourEvent> events, bool mayReopen)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (Exception exception) when (mayReopen && MayPass(exception))
        {
            return false;
        }
    }

    /// <summary>A system that is away or busy comes back; a data set that was deleted or a key that is refused does not.</summary>
    private static bool MayPass(Exception failure) => failure is IOException or HttpRequestException or GatewayAway
        || (failure is GatewayRefusal refusal && refusal.Status is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError);

    private BehaviourEvent Parse(SseItem<string> item, string what)
    {
        try
        {
            if (item.EventType == BehaviourEvents.Reset)
                return JsonSerializer.Deserialize(item.Data, WireJson.Default.BehaviourEvent) ?? throw new JsonException("it is null");
            var kind = item.EventType == BehaviourEvents.Withdrawn ? BehaviourEvents.Withdrawn : BehaviourEvents.Finding;
            return new BehaviourEvent($"{item.EventId}", kind, JsonSerializer.Deserialize(item.Data, WireJson.Default.BehaviourFinding) ?? throw new JsonException("it is null"));
        }
        catch (JsonException exception)
        {
            throw GatewayErrors.NotUnderstood(gateway.Url, what, exception);
        }
    }
}
