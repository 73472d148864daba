namespace NetMl.Inference.Protocol;

internal static class ProtocolExtensions
{
    /// <summary>Maps the Open Inference Protocol v2.</summary>
    public static void MapOpenInferenceProtocol(this IEndpointRouteBuilder app)
    {
        var protocol = app.MapGroup("/v2");
        ServerEndpoints.Map(protocol);
        ModelEndpoints.Map(protocol);
        RepositoryEndpoints.Map(protocol);
        Infer.Map(protocol);
    }
}
