using System.Globalization;
using NetMl.Contracts;
using NetMl.Contracts.Serving;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Api;

/// <summary>The registry, and predictions.</summary>
internal sealed class ModelsApi(GatewayClient gateway)
{
    public Task<IReadOnlyList<ModelEntry>> ListAsync(CancellationToken cancellationToken) =>
        gateway.GetAsync("v1/models", WireJson.Default.IReadOnlyListModelEntry, "the list of models", cancellationToken);

    /// <summary>Null while the model has no version.</summary>
    public Task<ModelEntry?> FindAsync(string model, CancellationToken cancellationToken) =>
        gateway.FindAsync($"v1/models/{Uri.EscapeDataString(model)}", WireJson.Default.ModelEntry, $"model '{model}'", cancellationToken);

    public Task<ModelCard> CardAsync(string model, string version, CancellationToken cancellationToken) =>
        gateway.GetAsync(Version(model, version, "card"), WireJson.Default.ModelCard, $"the card of model '{model}'", cancellationToken);

    /// <summary>The card as Markdown.</summary>
    public async Task<string> CardTextAsync(string model, string version, CancellationToken cancellationToken)
    {
        using var response = await gateway.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Get, Version(model, version, "card")) { Headers = { Accept = { new("text/markdown") } } }, $"the card of model '{model}'", cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <summary>A version's file, still on the way; its ETag is the SHA-256 of its bytes.</summary>
    public Task<HttpResponseMessage> DownloadAsync(string model, string version, bool asOnnx, CancellationToken cancellationToken) =>
        gateway.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, Version(model, version, asOnnx ? "onnx" : "artifact")), $"model '{model}'", cancellationToken);

    /// <summary>Scores flows; the replica is the one that the header names, else the one in the body.</summary>
    /// <param name="open">Opens the flows at their beginning, for each try.</param>
    public async Task<ScoreResponse> ScoreAsync(
        string model, int? version, string? format, string name, Func<Stream> open, bool repeatable, CancellationToken cancellationToken)
    {
        var query = new List<string>();
        if (version is { } number)
            query.Add(string.Create(CultureInfo.InvariantCulture, $"version={number}"));
        if (format is not null)
            query.Add($"format={Uri.EscapeDataString(format)}");
        var path = $"v1/models/{Uri.EscapeDataString(model)}/score" + (query.Count == 0 ? "" : "?" + string.Join('&', query));
        var what = $"scoring '{name}' with model '{model}'";
        using var response = await gateway.SendAsync(() => Post(path, open(), repeatable), what, cancellationToken);
        var scores = await gateway.ReadAsync(response, WireJson.Default.ScoreResponse, what, cancellationToken);
        return response.Headers.TryGetValues(WireHeaders.Replica, out var replicas) ? scores with { Replica = replicas.First() } : scores;
    }

    /// <summary>How a model, and those that it is compared with, do on labelled items.</summary>
    public Task<EvaluationReport> EvaluateAsync(string model, EvaluationRequest request, CancellationToken cancellationToken) => gateway.PostAsync(
        $"v1/models/{Uri.EscapeDataString(model)}/evaluate", request, WireJson.Default.EvaluationRequest, WireJson.Default.EvaluationReport, $"the evaluation of model '{model}'", cancellationToken);

    /// <summary>Why the model answers what it answers.</summary>
    public Task<ExplainResponse> ExplainAsync(string model, int? version, ExplainRequest request, CancellationToken cancellationToken)
    {
        var query = version is { } number ? string.Create(CultureInfo.InvariantCulture, $"?version={number}") : "";
        return gateway.PostAsync(
            $"v1/models/{Uri.EscapeDataString(model)}/explain{query}", request, WireJson.Default.ExplainRequest, WireJson.Default.ExplainResponse, $"the explanation by model '{model}'", cancellationToken);
    }

    private static string Version(string model, string version, string what) => $"v1/models/{Uri.EscapeDataString(model)}/versions/{Uri.EscapeDataString(version)}/{what}";

    private static HttpRequestMessage Post(string path, Stream flows, bool repeatable) => new(HttpMethod.Post, path)
    {
        Content = repeatable ? new UploadContent(flows, static _ => { }) : new UnrepeatableContent(flows, static _ => { }),
    };
}
