using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using NetMl.GraphFeature.Datasets;
using NetMl.GraphFeature.Graphs;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Social;

/// <summary>Answers questions about uploaded graphs and data sets, one at a time so that memory and cores stay bounded; keeps the latest two graphs.</summary>
internal sealed class SocialGraphs(IGraphStore store, DatasetGraphs datasets, MemoryTrim memory, IOptions<SocialOptions> options) : IDisposable
{
    private const int MostKept = 2;
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Latest last; only read and changed by the one that answers.</summary>
    private readonly List<(string Version, SocialGraph Graph)> _kept = [];

    /// <summary>Work that one question may take, in edges looked at.</summary>
    public double MaximumSteps => options.Value.MaximumSteps;

    /// <summary>Answers for the graph or the data set that the route names: 404 when there is none, 400 when it is too large, 304 when the caller knows the answer.</summary>
    public Task<IResult> AnswerAsync(HttpContext http, Func<SocialGraph, IResult> answer, CancellationToken cancellationToken) =>
        http.Request.RouteValues.TryGetValue("dataset", out var dataset)
            ? datasets.AnswerAsync(http, $"{dataset}", "json", graph => AloneAsync(() => Task.FromResult<SocialGraph?>(graph.Social), answer, cancellationToken), cancellationToken)
            : AnswerGraphAsync(http, $"{http.Request.RouteValues["name"]}", answer, cancellationToken);

    /// <summary>The same for what is asked of a data set alone, since it counts flows too.</summary>
    public Task<IResult> AnswerAsync(HttpContext http, string dataset, Func<DatasetGraph, IResult> answer, CancellationToken cancellationToken) =>
        datasets.AnswerAsync(http, dataset, "json", graph => AloneAsync(() => Task.FromResult<DatasetGraph?>(graph), answer, cancellationToken), cancellationToken);

    public void Dispose() => _one.Dispose();

    private async Task<IResult> AnswerGraphAsync(HttpContext http, string name, Func<SocialGraph, IResult> answer, CancellationToken cancellationToken)
    {
        if (await store.FindGraphAsync(name, cancellationToken) is not { } info)
            return await GraphServices.UnknownAsync(store, name, cancellationToken);
        if (info.Edges > options.Value.MaximumEdges || info.Times?.Rows > options.Value.MaximumEdges)
            return Problems.Bad($"Graph '{name}' has {Math.Max(info.Edges, info.Times?.Rows ?? 0)} edges; at most {options.Value.MaximumEdges} are looked at (setting Social:MaximumEdges): import a part of it.");
        if (EntityTag.IsKnownTo(http, info.Version))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        var result = await AloneAsync(() => GetAsync(name, info.Version, cancellationToken), answer, cancellationToken);
        if (result is ProblemHttpResult)
            http.Response.Headers.Remove(Microsoft.Net.Http.Headers.HeaderNames.ETag);
        return result;
    }

    private async Task<IResult> AloneAsync<T>(Func<Task<T?>> find, Func<T, IResult> answer, CancellationToken cancellationToken)
        where T : class
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            return await find() is { } graph ? answer(graph) : Problems.NotFound("The graph was deleted meanwhile: import it again.");
        }
        finally
        {
            _one.Release();
            memory.Request();
        }
    }

    private async Task<SocialGraph?> GetAsync(string name, string version, CancellationToken cancellationToken)
    {
        if (_kept.Find(kept => kept.Version == version && kept.Graph.Name == name).Graph is { } known)
            return known;
        if (await store.ReadLinksAsync(name, cancellationToken) is not { } links)
            return null;
        _kept.RemoveAll(kept => kept.Graph.Name == name);
        if (_kept.Count == MostKept)
            _kept.RemoveAt(0);
        _kept.Add((links.Info.Version, SocialGraph.Of(links)));
        return _kept[^1].Graph;
    }
}
