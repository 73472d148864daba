namespace DaprLocal.Api;

public sealed partial class ApiTable
{
    [LoggerMessage(900, LogLevel.Information, "{Method} /{Path} from {AppId}")]
    private partial void ApiCalled(string method, string path, string appId);

    [LoggerMessage(901, LogLevel.Error, "The state file refused a call to /{Path}")]
    private partial void StoreFailed(Exception exception, string path);
}
