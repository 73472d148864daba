namespace Dapr;

/// <summary>The sidecar answered an actor call with an error: its error code, and whether the same call may succeed later.</summary>
[Serializable]
public class DaprApiException : DaprException
{
    private const string UnknownErrorCode = "UNKNOWN";

    public DaprApiException() : this(errorCode: null, false)
    {
    }

    public DaprApiException(string? message) : this(message, UnknownErrorCode, false)
    {
    }

    public DaprApiException(string? message, Exception? inner) : this(message, inner, UnknownErrorCode, false)
    {
    }

    public DaprApiException(string? errorCode, bool isTransient) : this(message: string.Empty, errorCode, isTransient)
    {
    }

    public DaprApiException(string? message, string? errorCode, bool isTransient) : this(message, null, errorCode, isTransient)
    {
    }

    public DaprApiException(string? message, Exception? inner, string? errorCode, bool isTransient) : base(message ?? string.Empty, inner)
    {
        ErrorCode = errorCode ?? UnknownErrorCode;
        IsTransient = isTransient;
    }

    public string ErrorCode { get; }

    public bool IsTransient { get; }
}
