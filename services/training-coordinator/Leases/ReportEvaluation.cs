using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NetMl.Gnn.Parts;

namespace NetMl.TrainingCoordinator.Leases;

/// <summary>POST /internal/leases/{lease}/evaluation: the outputs for a part's test items as safetensors. Safe to repeat until the lease ends.</summary>
static class ReportEvaluation
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("{lease}/evaluation", HandleAsync).WithMetadata(new DisableRequestSizeLimitAttribute());

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(string lease, HttpRequest request, LeaseDesk desk, CancellationToken cancellationToken)
    {
        if (desk.Touch(lease) is not { } held)
            return LeaseEndpoints.Lost(lease);
        if (held.Job is not ActiveJob job)
            return LeaseEndpoints.OtherKind();
        var input = job.Input;
        var items = input.TestParts[held.Part].Owned.Length;
        try
        {
            var body = await PartBody.ReadAsync(request, LimitBytes(items, input.Network.Outputs), cancellationToken);
            job.Rounds.GiveOutputs(held.Part, EvaluationFile.Read(body, items, input.Network.Outputs));
        }
        catch (InvalidDataException torn)
        {
            return TypedResults.Problem(torn.Message, statusCode: StatusCodes.Status400BadRequest);
        }
        desk.Finish(lease);
        return TypedResults.NoContent();
    }

    private static long LimitBytes(int items, int outputs) => (long)items * outputs * sizeof(float) + 4096;
}
