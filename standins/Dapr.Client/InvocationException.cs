namespace Dapr.Client;

/// <summary>A service invocation failed before or after the other service saw it.</summary>
public class InvocationException : DaprException
{
    public InvocationException(string appId, string methodName, Exception? innerException, HttpResponseMessage? response)
        : base($"An exception occurred while invoking method: '{methodName}' on app-id: '{appId}'", innerException)
    {
        AppId = appId;
        MethodName = methodName;
        Response = response;
    }

    public string AppId { get; }

    public string MethodName { get; }

    public HttpResponseMessage? Response { get; }
}
