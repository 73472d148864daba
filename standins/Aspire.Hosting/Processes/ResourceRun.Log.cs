using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Processes;

sealed partial class ResourceRun
{
    [LoggerMessage(1, LogLevel.Information, "{Line}")]
    private static partial void Said(ILogger logger, string line);

    [LoggerMessage(2, LogLevel.Error, "'{Resource}' did not start: {Reason}")]
    private static partial void FailedToStart(ILogger logger, string resource, string reason);

    [LoggerMessage(3, LogLevel.Error, "'{Resource}' ended by itself with exit code {ExitCode}; nothing starts it again: stop with Ctrl-C and start anew")]
    private static partial void EndedUnexpectedly(ILogger logger, string resource, int exitCode);

    [LoggerMessage(4, LogLevel.Warning, "'{Resource}' is no longer healthy: {Problem}")]
    private static partial void BecameUnhealthy(ILogger logger, string resource, string problem);
}
