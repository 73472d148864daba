using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace NetMl.Cli.Api;

/// <summary>Server-sent events of something that comes to an end; a stream that breaks off is opened again.</summary>
/// <param name="what">For sentences.</param>
internal sealed class EventStream<T>(GatewayClient gateway, string path, JsonTypeInfo<T> type, Func<T, bool> isFinal, string what)
{
    private const int Reopenings = 20;
    private static readonly TimeSpan Reconnect = TimeSpan.FromMilliseconds(500);

    /// <summary>Every change until the final one.</summary>
    /// <exception cref="CommandFailure">It cannot be opened, or not again within <see cref="Reopenings"/> tries.</exception>
    public async IAsyncEnumerable<T> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = 0;
        while (true)
        {
            await using var events = ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await MovesOnAsync(events, left > 0))
            {
                left = Reopenings;
                yield return events.Current;
                if (isFinal(events.Current))
                    yield break;
            }
            left--;
            await Task.Delay(Reconnect, cancellationToken);
        }
    }

    private async IAsyncEnumerable<T> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await gateway.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), what, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(body).EnumerateAsync(cancellationToken))
            yield return Parse(item.Data);
    }

    /// <summary>False also when the stream broke off and may be opened again.</summary>
    private static async Task<bool> MovesOnAsync(IAsyncEnumerator<T> events, bool mayReopen)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (Exception exception) when (mayReopen && exception is (IOException or HttpRequestException or CommandFailure))
        {
            return false;
        }
    }

    private T Parse(string data)
    {
        try
        {
            return JsonSerializer.Deserialize(data, type) ?? throw new JsonException("it is null");
        }
        catch (JsonException exception)
        {
            throw GatewayErrors.NotUnderstood(gateway.Url, what, exception);
        }
    }
}
