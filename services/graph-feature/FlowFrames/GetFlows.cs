using System.Globalization;
using System.Net.Mime;
using Microsoft.Extensions.Options;
using NetMl.GraphFeature.Snapshots;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.FlowFrames;

/// <summary>
/// Stored flows as the binary frames that ingest publishes, for services that compute on flows: all that start within a time, or those of the
/// window around one. Frames follow each other without anything between them.
/// </summary>
internal static class GetFlows
{
    private const int DefaultWindow = 512;
    private const int MostWindow = 1_000_000;

    public static void MapGetFlows(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/internal/datasets/{dataset}/flows", HandleAsync).ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(
        string dataset, string? from, string? to, string? uid, string? window, IFlowStore store, FlowReading reading, IOptions<SnapshotOptions> options, CancellationToken cancellationToken)
    {
        if (ReadTime(from, long.MinValue) is not { } begin)
            return Problems.Bad("from", from, "an instant such as 2024-05-01T12:00:00Z");
        if (ReadTime(to, long.MaxValue) is not { } end)
            return Problems.Bad("to", to, "an instant such as 2024-05-01T12:00:00Z");
        if (Problems.WholeNumber(window, DefaultWindow, 0, MostWindow) is not { } flowsOfWindow)
            return Problems.Bad("window", window, $"a whole number from 0 (all flows) to {MostWindow}");
        if (await store.FindDatasetAsync(dataset, cancellationToken) is not { } totals)
            return await Problems.UnknownDatasetAsync(store, dataset, cancellationToken);

        var segments = await store.ListSegmentsAsync(dataset, begin, end, cancellationToken);
        var flows = segments.Sum(segment => (long)segment.Rows);
        if (flows > options.Value.MaximumFlows)
            return Problems.Bad("from", from, $"a time from 'from' to 'to' with at most {options.Value.MaximumFlows} flows (setting Snapshots:MaximumFlows), and there are up to {flows}");
        if (segments.Count == 0)
            return Problems.Bad("from", from, $"a time that overlaps the flows of '{dataset}', which start from {FlowTime.Of(totals.First):O} to {FlowTime.Of(totals.Last):O}");

        if (string.IsNullOrEmpty(uid))
            return TypedResults.Stream(body => reading.CopyAsync(dataset, segments, begin, end, body, cancellationToken), MediaTypeNames.Application.Octet);
        var found = await reading.FindWindowAsync(dataset, segments, begin, end, uid, flowsOfWindow, cancellationToken);
        return found.Missing is { } sentence ? Problems.NotFound(sentence)
            : TypedResults.Stream(body => FrameCutting.WriteAsync(dataset, found.Batches, body, cancellationToken), MediaTypeNames.Application.Octet);
    }

    private static long? ReadTime(string? text, long absent) => string.IsNullOrEmpty(text) ? absent
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? FlowTime.Of(instant) : null;
}
