namespace Dapr.Actors.Runtime;

/// <summary>What kind of turn runs.</summary>
public struct ActorMethodContext
{
    internal ActorMethodContext(string methodName, ActorCallType callType)
    {
        MethodName = methodName;
        CallType = callType;
    }

    public string MethodName { get; }

    public ActorCallType CallType { get; }
}
