using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using NetMl.Contracts;
using NetMl.Contracts.Serving;
using NetMl.Gnn;
using NetMl.Inference.Capacity;
using NetMl.Inference.Datasets;
using NetMl.Inference.Models;
using NetMl.Inference.Refusals;
using NetMl.Inference.Scoring;

namespace NetMl.Inference.Explaining;

/// <summary>POST /v1/models/{model}/explain: why a model gives a flow, a host or a node its class or score.</summary>
internal sealed class ExplainItem(
    ModelDirectory models, GraphFeatureClient data, ComputeGate gate, Reasons reasons, NodeReasons nodeReasons, TreeReasons treeReasons, InferenceMetrics metrics, Replica replica, IOptions<CapacityOptions> options, TimeProvider time) : IDisposable
{
    private const string Kind = "explain";
    private const int Waiting = 32;
    private readonly Turns _turns = new(Waiting, "explanations", TimeSpan.FromSeconds(2));
    private const int MaxRequestBytes = 64 * 1024;

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/v1/models/{model}/explain", (string model, string? version, HttpContext context, ExplainItem explain, CancellationToken cancellationToken) =>
                explain.HandleAsync(model, version, context, cancellationToken))
            .WithMetadata(new RequestSizeLimitAttribute(MaxRequestBytes)).WithName("ExplainItem").WithSummary("Says why a model gives a stored flow, a host or a node of an imported graph its class or score.")
            .WithBody("An ExplainRequest.", "application/json")
            .Produces<ExplainResponse>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    public void Dispose() => _turns.Dispose();

    private async Task<IResult> HandleAsync(string model, string? version, HttpContext context, CancellationToken cancellationToken)
    {
        var served = await models.GetAsync(model, version, cancellationToken);
        try
        {
            var request = await ReadAsync(context.Request, cancellationToken);
            // Whoever waits holds no flows or graph.
            using var turn = await _turns.EnterAsync(cancellationToken);
            var response = served.Nodes is not null ? await NodeAsync(served, request, cancellationToken) : await FlowsAsync(served, request, cancellationToken);
            context.Response.Headers[WireHeaders.Replica] = replica.Name;
            return TypedResults.Json(response, WireJson.Default.ExplainResponse);
        }
        catch (Refusal)
        {
            metrics.Refused(served.Version.Model, served.Version.Version, Kind);
            throw;
        }
    }

    private async Task<ExplainResponse> NodeAsync(ServedModel served, ExplainRequest request, CancellationToken cancellationToken)
    {
        var artifact = (served.Nodes ?? throw new InvalidOperationException("Asked for a model of nodes.")).Artifact;
        if (request.Graph is not { Length: > 0 } graph || request.Node is not { Length: > 0 } node)
            throw Refusal.BadRequest($"The model '{served.Version.Model}' classifies nodes of graphs: name a 'graph' and a 'node'.");
        var tensors = await data.GraphAsync(graph, cancellationToken);
        var names = await data.NodeNamesAsync(graph, tensors.Version, cancellationToken);
        return await ComputeAsync(served, () => nodeReasons.Of(served, artifact, tensors, names, node, options.Value.MaxNodes, cancellationToken), cancellationToken);
    }

    private async Task<ExplainResponse> FlowsAsync(ServedModel served, ExplainRequest request, CancellationToken cancellationToken)
    {
        var (task, name) = (served.Artifact.Task, served.Version.Model);
        var ofFlows = GraphNetworks.IsOfFlows(task);
        if (request.Dataset is not { Length: > 0 } dataset)
            throw Refusal.BadRequest($"The model '{name}' is for {task}: name a 'dataset', and a '{(ofFlows ? "flow" : "host")}' in it.");
        if (ofFlows)
        {
            if (request.Flow is not { Length: > 0 } uid)
                throw Refusal.BadRequest($"The model '{name}' is for flows: name a 'flow' of the data set '{dataset}' by its uid.");
            var window = await data.WindowAsync(dataset, uid, served.Artifact.WindowFlows, request.From, request.To, cancellationToken);
            return await ComputeAsync(served, () =>
            {
                var flows = new GivenFlows(window, 0);
                return served.Trees is { } trees ? treeReasons.OfFlow(served, trees, flows, flows.Find(uid), cancellationToken)
                    : served.Detector is { } odd ? reasons.OfAnomaly(served, odd, flows, [flows.Find(uid)], cancellationToken)
                    : reasons.OfFlow(served, flows, flows.Find(uid), cancellationToken);
            }, cancellationToken);
        }
        if (request.Host is not { Length: > 0 } host)
            throw Refusal.BadRequest($"The model '{name}' is for hosts: name a 'host' of the data set '{dataset}' by its address.");
        var batches = await data.BetweenAsync(dataset, request.From, request.To, cancellationToken);
        return await ComputeAsync(served, () =>
        {
            var flows = new GivenFlows(batches, served.Artifact.WindowFlows);
            var nodes = flows.Nodes(host);
            if (served.Detector is { } detector)
                return reasons.OfAnomaly(served, detector, flows, nodes, cancellationToken);
            var why = served.Trees is { } trees ? treeReasons.OfHost(served, trees, flows, nodes[^1], cancellationToken) : reasons.OfHost(served, flows, nodes[^1], cancellationToken);
            return why with { Sentence = why.Sentence + OnlyAnswered.Sentence(flows.Graph, nodes[^1]) };
        }, cancellationToken);
    }

    private async Task<ExplainResponse> ComputeAsync(ServedModel served, Func<ExplainResponse> compute, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        var since = time.GetTimestamp();
        var response = compute();
        metrics.Computed(served.Version.Model, served.Version.Version, Kind, 1, time.GetElapsedTime(since));
        return response;
    }

    private static async Task<ExplainRequest> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxRequestBytes)
            throw TooLarge();
        try
        {
            return await JsonSerializer.DeserializeAsync(request.Body, WireJson.Default.ExplainRequest, cancellationToken)
                ?? throw Refusal.BadRequest("The request is null; it needs a 'dataset' and a 'flow' or 'host', or a 'graph' and a 'node'.");
        }
        catch (BadHttpRequestException refused)
        {
            throw refused.StatusCode == StatusCodes.Status413PayloadTooLarge ? TooLarge() : new Refusal(refused.StatusCode, refused.Message);
        }
        catch (JsonException wrong)
        {
            throw Refusal.BadRequest($"The request is not the JSON that is read here: {wrong.Message}");
        }
    }
    private static Refusal TooLarge() => Refusal.TooLarge($"A request to explain has at most {MaxRequestBytes} bytes.");
}
