using System.Reflection;
using Dapr.Actors.Communication;

namespace Dapr.Actors.Client;

/// <summary>The body of every typed proxy: turns calls of interface methods into requests.</summary>
internal class RemotingProxy : DispatchProxy, IActorProxy
{
    private ActorSidecar _sidecar;
    private BodyFormat _format;

    public ActorId ActorId { get; private set; }

    public string ActorType { get; private set; }

    internal void Initialize(ActorId actorId, string actorType, ActorSidecar sidecar, BodyFormat format)
    {
        ActorId = actorId;
        ActorType = actorType;
        _sidecar = sidecar;
        _format = format;
    }

    protected override object Invoke(MethodInfo targetMethod, object[] args)
    {
        var actorInterface = ActorInterface.Of(targetMethod.DeclaringType);
        var method = actorInterface.Method(targetMethod);
        var result = CallAsync(actorInterface.Id, method, args);
        return method.TypedResult(result);
    }

    private async Task<object> CallAsync(int interfaceId, ActorMethod method, object[] arguments)
    {
        var header = new ActorRequestHeader
        {
            ActorId = ActorId,
            ActorType = ActorType,
            InterfaceId = interfaceId,
            MethodId = method.Id,
            MethodName = method.Name,
            CallContext = Guid.NewGuid().ToString(),
        };
        var request = method.RequestType is null ? null : _format.Write(method.PackArguments(arguments));
        var response = await _sidecar.InvokeRemotingAsync(header, request, method.CancellationOf(arguments));
        return method.ResponseType is null || response.Length == 0 ? null : method.UnpackResult(_format.Read(response, method.ResponseType));
    }
}
