using System.Net.Http.Headers;
using System.Text;
using DaprLocal.Api;
using DaprLocal.Apps;

namespace DaprLocal.Actors;

/// <summary>Calls actors: finds the host, waits for the turn, moves the actor when its host has changed, and calls the app.</summary>
public sealed partial class ActorCaller(ActorDirectory actors, Placement placement, AppChannel channel, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<ActorCaller> logger)
{
    private const int LookupRetries = 5;
    private const string ReentrancyHeader = "Dapr-Reentrancy-Id";
    private static readonly TimeSpan LookupPause = TimeSpan.FromSeconds(1);

    /// <summary>Calls a method, a timer or a reminder within one turn. The app's answer is returned whatever its status.</summary>
    /// <exception cref="DaprException">No instance hosts the type, or the connection broke.</exception>
    public async Task<ActorReply> CallAsync(ActorKey key, ActorRequest request, CancellationToken waiting)
    {
        for (var attempt = 0; ;)
        {
            if (placement.Owner(key) is not { } expected)
            {
                if (attempt++ == LookupRetries)
                    throw NotFound(key);
                await Task.Delay(LookupPause, time, waiting);
                continue;
            }
            var config = expected.Config.ActorTypes.GetValueOrDefault(key.Type) ?? ActorTypeConfig.Default;
            var reentrancyId = config.Reentrant ? request.ReentrancyId ?? Guid.NewGuid().ToString() : null;
            var entry = actors.GetOrAdd(key);
            if (!await entry.Turns.EnterAsync(reentrancyId, config.MaxStackDepth, waiting))
                continue;
            try
            {
                if (placement.Owner(key) is not { } owner)
                    continue;
                await MoveToAsync(entry, owner);
                if (await TrySendAsync(entry, owner, request, reentrancyId) is { } reply)
                    return reply;
            }
            finally
            {
                entry.Turns.Exit();
            }
        }
    }

    /// <summary>Under the turn: makes the owner the actor's host. A former host that lives is told to deactivate the actor first.</summary>
    public async Task MoveToAsync(ActorEntry entry, AppInstance? owner)
    {
        if (entry.Host is { } former && former != owner)
            await DeactivateAsync(entry, former);
        if (owner is not null)
        {
            entry.ActivateOn(owner);
            entry.Touch(Now);
        }
    }

    private async Task DeactivateAsync(ActorEntry entry, AppInstance host)
    {
        if (host.IsLive)
        {
            using var call = entry.BeginCall(lifetime.ApplicationStopping);
            call.CancelAfter(host.Config.ActorTypes.GetValueOrDefault(entry.Key.Type, ActorTypeConfig.Default).DrainTimeout);
            using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri(host.Address, entry.Key.Path));
            try
            {
                using var response = await channel.SendAsync(host, request, call.Token);
                if (!response.IsSuccessStatusCode)
                    DeactivationRefused(entry.Key, host.Name, (int)response.StatusCode);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                DeactivationFailed(e, entry.Key, host.Name);
            }
            finally
            {
                entry.EndCall(call);
            }
        }
        entry.Deactivated();
    }

    /// <summary>Null when the app cannot have seen the call: it is gone, and the next owner is tried.</summary>
    private async Task<ActorReply?> TrySendAsync(ActorEntry entry, AppInstance owner, ActorRequest request, string? reentrancyId)
    {
        // Not the caller's token: a turn goes on until the app has answered, or the next turn would overlap with it.
        var call = entry.BeginCall(lifetime.ApplicationStopping);
        try
        {
            using var message = Message(entry.Key, owner, request, reentrancyId);
            using var response = await channel.SendAsync(owner, message, call.Token);
            var body = await ReadAsync(response, owner.Options.MaxBodyBytes, call.Token);
            return new ActorReply((int)response.StatusCode, [.. Headers(response)], body);
        }
        catch (HttpRequestException e) when (AppChannel.IsRefused(e))
        {
            entry.Deactivated();
            return null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            CallBroke(e, entry.Key, owner.Name);
            throw Failed($"the connection to the actor's app broke: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            throw Failed("the actor is being moved and its call did not end within the drain time");
        }
        finally
        {
            entry.EndCall(call);
            entry.Touch(Now);
        }
    }

    private static HttpRequestMessage Message(ActorKey key, AppInstance owner, ActorRequest request, string? reentrancyId)
    {
        var message = new HttpRequestMessage(HttpMethod.Put, new Uri(owner.Address, $"{key.Path}/method/{request.Method}{request.QueryString}")) { Content = new ByteArrayContent(request.Body) };
        foreach (var (name, values) in request.Headers)
            if (!message.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values))
                message.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values);
        message.Headers.TryAddWithoutValidation("Dapr-API-Call", "true");
        if (reentrancyId is not null)
        {
            message.Headers.Remove(ReentrancyHeader);
            message.Headers.TryAddWithoutValidation(ReentrancyHeader, reentrancyId);
        }
        return message;
    }

    /// <summary>The answer whole; over the limit it is refused, as between real sidecars.</summary>
    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, long limit, CancellationToken cancellationToken)
    {
        if (limit > 0)
            await response.Content.LoadIntoBufferAsync(limit, cancellationToken);
        return await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    private static IEnumerable<KeyValuePair<string, string[]>> Headers(HttpResponseMessage response) =>
        response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .Where(header => !Invocation.ProxyHeaders.IsHopByHop(header.Key) && !header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            .Select(header => KeyValuePair.Create(header.Key, header.Value.ToArray()));

    private static DaprException NotFound(ActorKey key) => Failed($"failed to lookup actor: did not find address for actor '{key}'");

    private static DaprException Failed(string why) => new(StatusCodes.Status500InternalServerError, "ERR_ACTOR_INVOKE_METHOD", $"error invoke actor method: {why}");

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();
}
