using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Dapr.Actors.Client;
using Dapr.Actors.Communication;
using Microsoft.Extensions.Logging;

namespace Dapr.Actors.Runtime;

/// <summary>The active actors of one type, and the ways into them. There is no lock per actor: the sidecar sends one turn at a time.</summary>
internal sealed class ActorManager
{
    private readonly ActorTypeInformation _type;
    private readonly ActorRuntimeOptions _options;
    private readonly ActorActivator _activator;
    private readonly ILoggerFactory _loggers;
    private readonly IActorProxyFactory _proxies;
    private readonly ActorSidecar _sidecar;
    private readonly BodyFormat _format;
    private readonly Dictionary<(int Interface, int Method), ActorMethod> _methods = [];
    private readonly Dictionary<string, ActorMethod> _methodsByName = [];
    private readonly ConcurrentDictionary<ActorId, ActiveActor> _active = new();

    internal ActorManager(ActorTypeInformation type, ActorRuntimeOptions options, ActorActivator activator, ILoggerFactory loggers, IActorProxyFactory proxies)
    {
        _type = type;
        _options = options;
        _activator = activator;
        _loggers = loggers;
        _proxies = proxies;
        _sidecar = new ActorSidecar(options.HttpEndpoint, options.DaprApiToken, timeout: null);
        _format = BodyFormat.Of(options.UseJsonSerialization, options.JsonSerializerOptions);
        foreach (var actorInterface in type.InterfaceTypes.Select(ActorInterface.Of))
        {
            foreach (var method in actorInterface.Methods)
            {
                _methods.Add((actorInterface.Id, method.Id), method);
                _methodsByName.Add(method.Name, method);
            }
        }
    }

    /// <summary>A typed call; the answer is empty for a method that returns a plain Task.</summary>
    internal async Task<byte[]> InvokeRemotingAsync(ActorId actorId, string header, byte[] body, CancellationToken cancellationToken)
    {
        var call = IActorHeader.Read<ActorRequestHeader>(header);
        var method = _methods.TryGetValue((call.InterfaceId, call.MethodId), out var known)
            ? known
            : throw new MissingMethodException($"Actor type {_type.ActorTypeName} has no method {call.MethodName} (interface {call.InterfaceId}, method {call.MethodId}).");
        var arguments = method.RequestType is null ? [] : method.UnpackArguments(_format.Read(body, method.RequestType));
        var result = await TurnAsync(actorId, method.Name, ActorCallType.ActorInterfaceMethod, actor => method.InvokeAsync(actor, arguments, cancellationToken));
        return method.ResponseType is null ? [] : _format.Write(method.PackResult(result));
    }

    /// <summary>A call by name with at most one JSON argument; the answer is empty for a method that returns a plain Task.</summary>
    internal async Task<byte[]> InvokeAsync(ActorId actorId, string methodName, byte[] body, CancellationToken cancellationToken)
    {
        var method = _methodsByName.TryGetValue(methodName, out var known)
            ? known
            : throw new MissingMethodException($"Actor type {_type.ActorTypeName} has no method {methodName}.");
        object[] arguments = method.SoleArgumentType is { } type ? [JsonSerializer.Deserialize(body, type, _options.JsonSerializerOptions)] : [];
        var result = await TurnAsync(actorId, methodName, ActorCallType.ActorInterfaceMethod, actor => method.InvokeAsync(actor, arguments, cancellationToken));
        return method.ResponseType is null ? [] : JsonSerializer.SerializeToUtf8Bytes(result, method.ResultType, _options.JsonSerializerOptions);
    }

    /// <summary>Ignored by actors that are not <see cref="IRemindable"/>.</summary>
    internal async Task FireReminderAsync(ActorId actorId, string reminderName, byte[] body)
    {
        if (!_type.IsRemindable)
            return;
        var reminder = ScheduleJson.Parse(Encoding.UTF8.GetString(body)) ?? throw new InvalidDataException($"The callback of reminder {reminderName} carries no reminder.");
        await TurnAsync(actorId, nameof(IRemindable.ReceiveReminderAsync), ActorCallType.ReminderMethod, async actor =>
        {
            await ((IRemindable)actor).ReceiveReminderAsync(reminderName, reminder.Data, reminder.DueTime, reminder.Period);
            return null;
        });
    }

    internal async Task FireTimerAsync(ActorId actorId, string timerName, byte[] body)
    {
        var timer = ScheduleJson.Parse(Encoding.UTF8.GetString(body)) ?? throw new InvalidDataException($"The callback of timer {timerName} carries no timer.");
        await TurnAsync(actorId, "FireTimerAsync", ActorCallType.TimerMethod, async actor =>
        {
            await TimerCallback.InvokeAsync(actor, timer.Callback, timer.Data);
            return null;
        });
    }

    /// <summary>Does nothing for an actor that is not active.</summary>
    internal async Task DeactivateAsync(ActorId actorId)
    {
        if (_active.TryRemove(actorId, out var active))
            await DeactivateAsync(active);
    }

    private async Task<object> TurnAsync(ActorId actorId, string method, ActorCallType callType, Func<Actor, Task<object>> body)
    {
        if (!_active.TryGetValue(actorId, out var active))
            active = await ActivateAsync(actorId);
        return await active.Actor.TurnAsync(new ActorMethodContext(method, callType), () => body(active.Actor));
    }

    private async Task<ActiveActor> ActivateAsync(ActorId actorId)
    {
        var host = new ActorHost(_type, actorId, _options.JsonSerializerOptions, _loggers, _proxies, new SidecarTimerManager(_sidecar))
        {
            StateStore = new ActorStateStore(_sidecar, _type.ActorTypeName, actorId, _options.JsonSerializerOptions),
        };
        var created = await _activator.CreateAsync(host);
        try
        {
            await created.Actor.ActivateAsync();
        }
        catch
        {
            await created.DisposeAsync();
            throw;
        }
        var kept = _active.GetOrAdd(actorId, created);
        if (kept != created)
            await DeactivateAsync(created);
        return kept;
    }

    private static async Task DeactivateAsync(ActiveActor active)
    {
        await using (active)
            await active.Actor.DeactivateAsync();
    }
}
