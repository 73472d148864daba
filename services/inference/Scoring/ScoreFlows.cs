using NetMl.Contracts;
using NetMl.Contracts.Serving;
using NetMl.Features;
using NetMl.Gnn.Inputs;
using NetMl.Inference.Capacity;
using NetMl.Inference.Models;
using NetMl.Inference.Protocol;
using NetMl.Inference.Refusals;

namespace NetMl.Inference.Scoring;

/// <summary>POST /v1/models/{model}/score: flows in, the class or the oddness of each flow or host out.</summary>
internal sealed class ScoreFlows(ModelDirectory models, FlowsBody body, ComputeGate gate, InferenceMetrics metrics, Replica replica, TimeProvider time)
{
    private const string Kind = "score";

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/v1/models/{model}/score", (string model, string? version, string? format, HttpContext context, ScoreFlows score, CancellationToken cancellationToken) =>
                score.HandleAsync(model, version, format, context, cancellationToken))
            .WithName("ScoreFlows").WithSummary("Classifies flows or hosts, or ranks them by how odd they are, with a model.")
            .WithBody("Flows in any format that ingest reads, gzip allowed.", "application/octet-stream")
            .Produces<ScoreResponse>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private async Task<IResult> HandleAsync(string model, string? version, string? format, HttpContext context, CancellationToken cancellationToken)
    {
        var served = await models.GetAsync(model, version, cancellationToken);
        try
        {
            if (served.Nodes is not null)
                throw new Refusal(StatusCodes.Status409Conflict, $"The model '{served.Version.Model}' classifies the nodes of a graph, not flows: send the graph to /v2/models/{served.Version.Model}/infer.");
            var flows = await body.ReadAsync(context.Request, format, cancellationToken);
            var response = await ComputeAsync(served, flows, cancellationToken);
            context.Response.Headers[WireHeaders.Replica] = replica.Name;
            return TypedResults.Json(response, WireJson.Default.ScoreResponse);
        }
        catch (Refusal)
        {
            metrics.Refused(served.Version.Model, served.Version.Version, Kind);
            throw;
        }
    }

    private async Task<ScoreResponse> ComputeAsync(ServedModel served, ReceivedFlows flows, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        var since = time.GetTimestamp();
        var graph = FlowGraph.Build(flows.Batches, served.Artifact.WindowFlows);
        var sample = Sample(served, graph);
        var response = Response(served, flows, graph, sample);
        metrics.Computed(served.Version.Model, served.Version.Version, Kind, flows.Count, time.GetElapsedTime(since));
        return response;
    }

    private ScoreResponse Response(ServedModel served, ReceivedFlows flows, FlowGraph graph, GraphSample sample)
    {
        var empty = new ScoreResponse(served.Version.Model, served.Version.Version, served.Version.Task, replica.Name, flows.RowsRejected, [], []);
        if (served.Detector is { } detector)
        {
            var findings = Prediction.Findings(served, detector, sample);
            var scored = empty with { Scorer = detector.Scorer, Threshold = findings.Threshold };
            return detector.AreFlows ? scored with { OddFlows = FlowScores.Of(flows, graph, findings) } : scored with { Hosts = HostScores.Of(graph, findings) };
        }
        var prediction = Prediction.Of(served, sample);
        return served.AreFlows ? empty with { Flows = FlowScores.Of(flows, graph, prediction) } : empty with { HostClasses = HostClasses.Of(graph, prediction), Notes = OnlyAnswered.Notes(graph) };
    }

    /// <exception cref="Refusal">409: the flows do not tell what the model was trained on.</exception>
    public static GraphSample Sample(ServedModel served, FlowGraph graph) => served.Select(
        new GraphSample(
            graph.NodeCount, FlowGraph.NodeFeatureNames.Count, graph.NodeFeatures, graph.FlowSource, graph.FlowTarget, FlowGraph.FlowFeatureNames.Count, graph.FlowFeatures)
        .OfHosts(graph.NodeHost.Span));
}
