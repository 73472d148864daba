namespace NetMl.Inference.Models;

internal sealed partial class RegistryWatcher
{
    // At start the sidecar is often later than we are; afterwards it is a fault.
    [LoggerMessage(1120, LogLevel.Information, "Waiting for the model registry: {Reason}")]
    private partial void RegistryNotThereYet(string reason);

    [LoggerMessage(1121, LogLevel.Warning, "What is loaded goes on serving, but new models will not be noticed: {Reason}")]
    private partial void RegistryUnreadable(string reason);

    [LoggerMessage(1122, LogLevel.Information, "The model registry can be read")]
    private partial void RegistryReadable();
}
