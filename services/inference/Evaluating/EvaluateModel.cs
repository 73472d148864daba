using Microsoft.AspNetCore.Mvc;
using NetMl.Contracts;
using NetMl.Contracts.Serving;
using NetMl.Contracts.Training;
using NetMl.Inference.Models;
using NetMl.Inference.Refusals;
using NetMl.Inference.Scoring;

namespace NetMl.Inference.Evaluating;

/// <summary>POST /v1/models/{model}/evaluate: how a model, and others beside it, do on the labels of a data set or an imported graph.</summary>
internal sealed class EvaluateModel(ModelDirectory models, Evaluations evaluations, Replica replica)
{
    private const int MostModels = 9;
    private const int MaxRequestBytes = 64 * 1024;

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/v1/models/{model}/evaluate", (string model, EvaluationRequest request, HttpContext context, EvaluateModel evaluate, CancellationToken cancellationToken) =>
                evaluate.HandleAsync(model, request, context, cancellationToken))
            .WithMetadata(new RequestSizeLimitAttribute(MaxRequestBytes)).WithName("EvaluateModel").WithSummary("Scores a model on labelled flows or nodes, and compares it with others.")
            .Produces<EvaluationReport>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private async Task<IResult> HandleAsync(string model, EvaluationRequest request, HttpContext context, CancellationToken cancellationToken)
    {
        Check(request);
        var served = new List<ServedModel> { await models.GetAsync(model, request.Version?.ToString(System.Globalization.CultureInfo.InvariantCulture), cancellationToken) };
        foreach (var other in request.Against ?? [])
            served.Add(await models.GetAsync(Name(other), Version(other), cancellationToken));
        CheckTasks(served, request);
        var report = request.Graph is { } graph
            ? await evaluations.OfGraphAsync(graph, served, request.Seed, cancellationToken)
            : await evaluations.OfFlowsAsync(request, served, cancellationToken);
        context.Response.Headers[WireHeaders.Replica] = replica.Name;
        return TypedResults.Json(report, WireJson.Default.EvaluationReport);
    }

    private static void Check(EvaluationRequest request)
    {
        if (request.Dataset is { Length: > 0 } == request.Graph is { Length: > 0 })
            throw Refusal.BadRequest("The evaluation needs labelled items: name either a dataset or a graph.");
        if (request.Graph is not null && (request.From ?? request.To) is not null)
            throw Refusal.BadRequest("from and to are for a dataset: the nodes of a graph have no time.");
        if (request.From >= request.To)
            throw Refusal.BadRequest($"from is {request.From:O} and to is {request.To:O}: from must be earlier.");
        if (request.Version is < 1)
            throw Refusal.BadRequest($"version is {request.Version}; versions count from 1.");
        if (request.Against is { Count: >= MostModels })
            throw Refusal.BadRequest($"against names {request.Against.Count} models; at most {MostModels - 1} are compared with the first.");
        if (request.Against?.FirstOrDefault(other => Name(other).Length == 0 || Version(other) is "") is { } nameless)
            throw Refusal.BadRequest($"against has '{nameless}'; it must be a model such as flows, or one of its versions such as flows@2.");
    }

    private static void CheckTasks(List<ServedModel> served, EvaluationRequest request)
    {
        var first = served[0].Version;
        var isOfNodes = first.Task == TrainingTasks.NodeClassification;
        if (isOfNodes != request.Graph is not null)
            throw new Refusal(StatusCodes.Status409Conflict, $"The model '{first.Model}' is for {first.Task}: evaluate it on {(isOfNodes ? "an imported graph" : "a data set")}.");
        if (served.Find(other => other.Version.Task != first.Task) is { Version: var strange })
            throw new Refusal(StatusCodes.Status409Conflict, $"The model '{strange.Model}' is for {strange.Task} and '{first.Model}' for {first.Task}: only models of one task compare.");
        if (EvaluatedItems.KindOf(first.Task) == EvaluatedItems.Hosts && served.Find(other => other.Artifact.WindowFlows != served[0].Artifact.WindowFlows) is { } other)
            throw new Refusal(StatusCodes.Status409Conflict, $"Hosts are judged inside windows: those of '{other.Version.Model}' have {other.Artifact.WindowFlows} flows and those of '{first.Model}' {served[0].Artifact.WindowFlows}, so they do not compare.");
    }

    private static string Name(string model) => model.Split('@', 2)[0];

    private static string? Version(string model) => model.Split('@', 2) is [_, var version] ? version : null;
}
