using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Snapshots;

/// <summary>Freezes the flows of each step of time as a snapshot of its own; steps without flows give none.</summary>
internal static class CreateSnapshotSeries
{
    private const int MostSteps = 1000;
    private const double LongestStepSeconds = 366 * 86_400;

    public static void MapCreateSnapshotSeries(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/datasets/{dataset}/snapshots/series", HandleAsync).WithName("CreateSnapshotSeries").WithTags("snapshots")
            .WithSummary("A snapshot for each step of time that has flows, in order of time; the same request on the same flows gives the same ids")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status507InsufficientStorage);

    private static async Task<Results<Ok<IReadOnlyList<SnapshotSummary>>, ProblemHttpResult>> HandleAsync(
        string dataset, SnapshotSeriesRequest request, IFlowStore store, SnapshotBuilder builder, IOptions<SnapshotOptions> options, CancellationToken cancellationToken)
    {
        if (!(request.StepSeconds is >= 1 and <= LongestStepSeconds))
            return Problems.Bad("stepSeconds", $"{request.StepSeconds}", $"a number from 1 to {LongestStepSeconds}");
        if (CreateSnapshot.Refuse(new SnapshotRequest(request.From, request.To, request.WindowFlows, request.NodeKind)) is { } refusal)
            return refusal;
        if (await store.FindDatasetAsync(dataset, cancellationToken) is not { } totals)
            return await Problems.UnknownDatasetAsync(store, dataset, cancellationToken);

        var step = TimeSpan.FromSeconds(request.StepSeconds);
        var begin = request.From ?? Floor(FlowTime.Of(totals.First), step);
        var end = request.To is { } to && to <= FlowTime.Of(totals.Last) ? to : FlowTime.Of(totals.Last).AddTicks(1);
        if ((end - begin) / step > MostSteps)
            return Problems.Bad("stepSeconds", $"{request.StepSeconds}", $"a step of which at most {MostSteps} lie from {begin:O} to {end:O}");

        var summaries = new List<SnapshotSummary>();
        for (var start = begin; start < end; start += step)
        {
            var next = start + step;
            var one = new SnapshotRequest(start, next > request.To ? request.To : next, request.WindowFlows, request.NodeKind);
            var (from, before) = SnapshotTimes.Of(one);
            var segments = await store.ListSegmentsAsync(dataset, from, before, cancellationToken);
            if (segments.Sum(segment => (long)segment.Rows) > options.Value.MaximumFlows)
                return Problems.Bad("stepSeconds", $"{request.StepSeconds}", $"a step with at most {options.Value.MaximumFlows} flows (setting Snapshots:MaximumFlows), and the one from {start:O} may have more");
            if (segments.Count > 0 && await builder.BuildAsync(dataset, one, segments, cancellationToken) is { } summary)
                summaries.Add(summary);
        }
        return TypedResults.Ok<IReadOnlyList<SnapshotSummary>>(summaries);
    }

    /// <summary>The last multiple of the step since 1970, also before it.</summary>
    private static DateTimeOffset Floor(DateTimeOffset instant, TimeSpan step)
    {
        var since = instant - DateTimeOffset.UnixEpoch;
        return DateTimeOffset.UnixEpoch + Math.Floor(since / step) * step;
    }
}
