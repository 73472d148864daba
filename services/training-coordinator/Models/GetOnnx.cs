using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace NetMl.TrainingCoordinator.Models;

/// <summary>GET /v1/models/{model}/versions/{version}/onnx: the version as an ONNX file.</summary>
static class GetOnnx
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/models/{model}/versions/{version}/onnx", HandleAsync)
        .WithName("GetModelOnnx").WithSummary("Downloads a version as an ONNX file")
        .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream").ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(string model, string version, ModelRegistry registry, OnnxDesk desk, CancellationToken cancellationToken)
    {
        var (found, problem) = await registry.FindVersionAsync(model, version, cancellationToken);
        if (found is null)
            return problem ?? throw new InvalidOperationException("A version that is not found has an answer.");
        if (found.Bytes > OnnxDesk.MostBytes)
            return TypedResults.Problem($"The artifact has {found.Bytes} bytes; at most {OnnxDesk.MostBytes} are converted: download it as safetensors.", statusCode: StatusCodes.Status413PayloadTooLarge);
        try
        {
            var onnx = await desk.ConvertAsync(found, cancellationToken);
            return TypedResults.Bytes(onnx, "application/octet-stream", entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(onnx))}\""));
        }
        catch (Exception refusal) when (refusal is NotSupportedException or InvalidDataException)
        {
            return TypedResults.Problem(refusal.Message, statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }
}
