using Microsoft.AspNetCore.Http.HttpResults;

namespace NetMl.TrainingCoordinator.Leases;

/// <summary>GET /internal/leases/{lease}/part: the part as safetensors.</summary>
static class DownloadPart
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("{lease}/part", Handle);

    private static Results<FileContentHttpResult, ProblemHttpResult> Handle(string lease, LeaseDesk desk)
    {
        if (desk.Touch(lease) is not { } held)
            return LeaseEndpoints.Lost(lease);
        return TypedResults.Bytes(held.Job.PartFile(held.Part), "application/octet-stream");
    }
}
