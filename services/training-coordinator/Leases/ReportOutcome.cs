using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NetMl.Gnn.Parts;
using NetMl.TrainingCoordinator.NodeClassification;

namespace NetMl.TrainingCoordinator.Leases;

/// <summary>POST /internal/leases/{lease}/outcome: what a whole training gave, as safetensors. Safe to repeat until the lease ends.</summary>
static class ReportOutcome
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("{lease}/outcome", HandleAsync).WithMetadata(new DisableRequestSizeLimitAttribute());

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(string lease, HttpRequest request, LeaseDesk desk, CancellationToken cancellationToken)
    {
        if (desk.Touch(lease) is not { } held)
            return LeaseEndpoints.Lost(lease);
        if (held.Job is not NodeJob job)
            return LeaseEndpoints.OtherKind();
        try
        {
            var (parameters, task) = (job.Input.Parameters, job.Input.Task);
            var body = await PartBody.ReadAsync(request, NodeOutcomeFile.LimitBytes(parameters, task.Graph.Nodes), cancellationToken);
            job.GiveOutcome(held.Part, held.Worker, NodeOutcomeFile.Read(body, parameters, task.Graph.Nodes, task.Classes.Count));
        }
        catch (InvalidDataException torn)
        {
            return TypedResults.Problem(torn.Message, statusCode: StatusCodes.Status400BadRequest);
        }
        desk.Finish(lease);
        return TypedResults.NoContent();
    }
}
