namespace DaprLocal.Api;

/// <summary>An answer in Dapr's error form: status, code such as ERR_STATE_SAVE, message.</summary>
/// <param name="reason">Reason in the details that the newer building blocks add; null = no details.</param>
public sealed class DaprException(int status, string code, string message, string? reason = null) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    public string? Reason => reason;
}
