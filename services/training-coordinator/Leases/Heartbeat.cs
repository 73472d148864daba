using Microsoft.AspNetCore.Http.HttpResults;

namespace NetMl.TrainingCoordinator.Leases;

/// <summary>POST /internal/leases/{lease}/heartbeat: the worker lives and computes.</summary>
static class Heartbeat
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("{lease}/heartbeat", Handle);

    private static Results<NoContent, ProblemHttpResult> Handle(string lease, LeaseDesk desk) =>
        desk.Touch(lease) is null ? LeaseEndpoints.Lost(lease) : TypedResults.NoContent();
}
