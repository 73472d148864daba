namespace Dapr;

/// <summary>The base of every exception that the Dapr client libraries throw. (Lives in Dapr.Common upstream.)</summary>
[Serializable]
public class DaprException : Exception
{
    public DaprException(string message) : base(message)
    {
    }

    public DaprException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
