namespace Dapr.Actors;

/// <summary>What an actor threw, as far as it travels: the type's name and the message.</summary>
public class ActorInvokeException : Exception
{
    public ActorInvokeException()
    {
    }

    public ActorInvokeException(string actualExceptionType, string message) : base(message) => ActualExceptionType = actualExceptionType;

    public string ActualExceptionType { get; private set; }
}
