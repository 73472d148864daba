using System.Buffers;
using Microsoft.Extensions.Options;
using NetMl.Contracts;
using NetMl.Gnn.NodeClassification;
using NetMl.Inference.Capacity;
using NetMl.Inference.Models;
using NetMl.Inference.Refusals;
using NetMl.Inference.Scoring;

namespace NetMl.Inference.Protocol;

/// <summary>POST /v2/models/{model}[/versions/{version}]/infer.</summary>
internal sealed class Infer(ModelDirectory models, ComputeGate gate, InferenceMetrics metrics, Replica replica, IOptions<CapacityOptions> capacity, TimeProvider time)
{
    private const string Kind = "infer";
    private const string HeaderLength = "Inference-Header-Content-Length";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/models/{model}/infer", (string model, HttpContext context, Infer infer, CancellationToken cancellationToken) => infer.HandleAsync(model, null, context, cancellationToken))
            .WithName("Infer").WithSummary("Predicts with the current version of a model.").WithJsonBody(BodyDescription).Describe(StatusCodes.Status200OK, "The outputs: id, model_name, model_version, outputs[].");
        app.MapPost("/models/{model}/versions/{version}/infer", (string model, string version, HttpContext context, Infer infer, CancellationToken cancellationToken) => infer.HandleAsync(model, version, context, cancellationToken))
            .WithName("InferVersion").WithSummary("Predicts with one version of a model.").WithJsonBody(BodyDescription).Describe(StatusCodes.Status200OK, "The outputs: id, model_name, model_version, outputs[].");
    }

    private const string BodyDescription = "{ id?, inputs: [{ name, datatype, shape, data }], outputs?: [{ name }] }; the inputs are those of GET /v2/models/{model}.";

    private async Task HandleAsync(string model, string? version, HttpContext context, CancellationToken cancellationToken)
    {
        var served = await models.GetAsync(model, version, cancellationToken);
        try
        {
            if (context.Request.Headers.ContainsKey(HeaderLength))
                throw Refusal.BadRequest($"Binary tensors are not supported here: send all of the request as JSON, without the header {HeaderLength}.");
            var request = InferRequestReader.Read(await ReadBodyAsync(context.Request, cancellationToken));
            var outputs = Outputs(request, served);
            var prediction = served.Nodes is { } nodes
                ? await ComputeAsync(served, nodes, NodeInputs.Read(request, nodes.Artifact, capacity.Value.MaxNodes), cancellationToken)
                : await ComputeAsync(served, GraphInputs.Read(request, served.Artifact), cancellationToken);
            context.Response.ContentType = "application/json";
            context.Response.Headers[WireHeaders.Replica] = replica.Name;
            InferResponseWriter.Write(context.Response.BodyWriter, request, prediction, outputs);
            await context.Response.BodyWriter.FlushAsync(cancellationToken);
        }
        catch (Refusal)
        {
            metrics.Refused(served.Version.Model, served.Version.Version, Kind);
            throw;
        }
    }

    private async Task<Prediction> ComputeAsync(ServedModel served, Gnn.Inputs.GraphSample graph, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        var since = time.GetTimestamp();
        var prediction = Prediction.Of(served, graph);
        metrics.Computed(served.Version.Model, served.Version.Version, Kind, graph.Flows, time.GetElapsedTime(since));
        return prediction;
    }

    private async Task<Prediction> ComputeAsync(ServedModel served, NodePredictor nodes, NodeSample graph, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        var since = time.GetTimestamp();
        var prediction = Prediction.Of(served, nodes, graph);
        metrics.Computed(served.Version.Model, served.Version.Version, Kind, graph.Raw.Rows, time.GetElapsedTime(since));
        return prediction;
    }

    private static List<TensorMetadata> Outputs(InferRequest request, ServedModel served)
    {
        var known = served.Outputs;
        return [.. (request.Outputs ?? [.. known.Select(tensor => tensor.Name)]).Distinct().Select(name => known.FirstOrDefault(tensor => tensor.Name == name)
            ?? throw Refusal.BadRequest($"The model has no output '{name}'; it has {string.Join(", ", known.Select(tensor => tensor.Name))}."))];
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
