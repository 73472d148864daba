namespace Dapr.Actors;

/// <summary>An actor's method threw; the inner exception is an <see cref="ActorInvokeException"/>.</summary>
public class ActorMethodInvocationException : DaprApiException
{
    private const string ActorInvokeMethodError = "ERR_ACTOR_INVOKE_METHOD";

    public ActorMethodInvocationException() : base(ActorInvokeMethodError, false)
    {
    }

    public ActorMethodInvocationException(string message, bool isTransient) : base(message, ActorInvokeMethodError, isTransient)
    {
    }

    public ActorMethodInvocationException(string message, Exception innerException, bool isTransient) : base(message, innerException, ActorInvokeMethodError, isTransient)
    {
    }
}
