namespace NetMl.Inference.Models;

internal sealed partial class ModelLoader
{
    [LoggerMessage(1110, LogLevel.Information, "Loaded version {Version} of the model {Model}, {Bytes} bytes")]
    private partial void ModelLoaded(string model, int version, long bytes);

    [LoggerMessage(1111, LogLevel.Error, "Version {Version} of the model {Model} is refused: {Reason}")]
    private partial void ModelRefused(string model, int version, string reason);

    [LoggerMessage(1112, LogLevel.Warning, "Version {Version} of the model {Model} is not loaded: {Reason}")]
    private partial void ModelUnreachable(string model, int version, string reason);
}
