namespace NetMl.Inference.Models;

internal sealed partial class RegistryWatcher
{
    [LoggerMessage(1120, LogLevel.Warning, "The model registry cannot be read yet: {Reason}")]
    private partial void RegistryUnreadable(string reason);

    [LoggerMessage(1121, LogLevel.Information, "The model registry can be read again")]
    private partial void RegistryReadable();
}
