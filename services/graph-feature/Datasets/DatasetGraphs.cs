using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using NetMl.Features;
using NetMl.GraphFeature.Snapshots;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Datasets;

/// <summary>Builds the graphs of data sets and keeps the latest few. Thread-safe: one is built at a time, kept ones are answered meanwhile.</summary>
internal sealed class DatasetGraphs(IFlowStore store, StoredFlows flows, MemoryTrim memory, IOptions<SnapshotOptions> options) : IDisposable
{
    private const int MostKept = 4;
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Lock _changing = new();

    /// <summary>Latest last; replaced whole, so that readers need no lock.</summary>
    private volatile Kept[] _kept = [];

    private sealed record Kept(string Version, DatasetGraph Graph);

    /// <summary>Answers a question about the graph of a data set: 404 and 400 when there is none to ask, 304 when the caller knows the answer.</summary>
    /// <param name="answer">May refuse too; only what succeeds carries the data set's version as ETag.</param>
    public Task<IResult> AnswerAsync(HttpContext http, string dataset, Func<DatasetGraph, IResult> answer, CancellationToken cancellationToken) =>
        AnswerAsync(http, dataset, "json", graph => Task.FromResult(answer(graph)), cancellationToken);

    /// <inheritdoc cref="AnswerAsync(HttpContext, string, Func{DatasetGraph, IResult}, CancellationToken)"/>
    /// <param name="format">What the answer is written as: the same address may have several, each with an ETag of its own.</param>
    public async Task<IResult> AnswerAsync(HttpContext http, string dataset, string format, Func<DatasetGraph, Task<IResult>> answer, CancellationToken cancellationToken)
    {
        if (await store.FindDatasetAsync(dataset, cancellationToken) is not { } totals)
            return await Problems.UnknownDatasetAsync(store, dataset, cancellationToken);
        if (totals.Rows > options.Value.MaximumFlows)
            return Problems.Bad("dataset", dataset, $"a data set of at most {options.Value.MaximumFlows} flows (setting Snapshots:MaximumFlows), and this one has {totals.Rows}");

        var segments = await store.ListSegmentsAsync(dataset, long.MinValue, long.MaxValue, cancellationToken);
        var version = DatasetGraph.Version(dataset, segments);
        if (EntityTag.IsKnownTo(http, $"{version}-{format}"))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        var result = await answer(await GetAsync(dataset, version, segments, cancellationToken));
        if (result is ProblemHttpResult)
            http.Response.Headers.Remove(Microsoft.Net.Http.Headers.HeaderNames.ETag);
        return result;
    }

    /// <summary>Lets the graph of a deleted data set go.</summary>
    public void Forget(string dataset)
    {
        lock (_changing)
            _kept = Without(dataset);
        memory.Request();
    }

    public void Dispose() => _one.Dispose();

    private async Task<DatasetGraph> GetAsync(string dataset, string version, IReadOnlyList<Segment> segments, CancellationToken cancellationToken)
    {
        if (Find(version) is { } known)
            return known;
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (Find(version) is { } meanwhile)
                return meanwhile;
            var batches = await flows.ReadAsync([.. segments.Select(segment => segment.Id)], cancellationToken);
            var graph = new DatasetGraph(dataset, HostGraph.Build(batches), cancellationToken);
            Keep(new Kept(version, graph));
            memory.Request();
            return graph;
        }
        finally
        {
            _one.Release();
        }
    }

    private DatasetGraph? Find(string version) => Array.Find(_kept, kept => kept.Version == version)?.Graph;

    /// <summary>Lets older graphs go while there are too many, or all together have more flows than one may have.</summary>
    private void Keep(Kept latest)
    {
        lock (_changing)
        {
            Kept[] kept = [.. Without(latest.Graph.Dataset), latest];
            while (kept.Length > MostKept || (kept.Length > 1 && kept.Sum(one => (long)one.Graph.Graph.FlowCount) > options.Value.MaximumFlows))
                kept = kept[1..];
            _kept = kept;
        }
    }

    private Kept[] Without(string dataset) => [.. _kept.Where(one => one.Graph.Dataset != dataset)];
}
