using Dapr;
using NetMl.Contracts;
using NetMl.Flows;
using NetMl.GraphFeature.Ownership;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Ingestion;

/// <summary>Takes flow batches from the broker into the store.</summary>
internal static partial class StoreFlows
{
    private const int MaximumBodyBytes = 8 << 20;
    private const int PieceBytes = 64 * 1024;

    public static void MapStoreFlows(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/events/flows-ingested", HandleAsync)
            .WithTopic(new TopicOptions { PubsubName = DaprComponents.PubSub, Name = Topics.FlowsIngested, DeadLetterTopic = Topics.DeadLetters })
            .ExcludeFromDescription();

    /// <summary>
    /// Stores the frame in the body. Safe to run twice: the batch id is the key. A frame that cannot be read is dropped (and goes to
    /// the dead letters); a full disk is an error, on which the broker keeps the message.
    /// </summary>
    private static async Task<IResult> HandleAsync(
        HttpRequest request, IFlowStore store, IDatasetOwners owners, GraphFeatureMetrics metrics, ILogger<FlowFrame> logger, CancellationToken cancellationToken)
    {
        if (await ReadBodyAsync(request, cancellationToken) is not { } body)
            return Drop(logger, $"it is larger than {MaximumBodyBytes} bytes");
        FlowFrame frame;
        try
        {
            frame = FlowFrame.Decode(body);
        }
        catch (InvalidDataException exception)
        {
            return Drop(logger, exception.Message);
        }
        if (frame.Batch.Count == 0)
            return Acknowledge("SUCCESS");

        if (await store.AppendAsync(Describe(frame, body), cancellationToken))
        {
            metrics.FlowsStored(frame.Batch.Count);
            BatchStored(logger, frame.Dataset, frame.BatchId, frame.Batch.Count);
        }
        // Also when it was stored before: whoever stored it may have died before this call.
        await owners.FlowsStoredAsync(frame.Dataset, cancellationToken);
        return Acknowledge("SUCCESS");
    }

    /// <summary>A frame as the store takes it.</summary>
    public static NewSegment Describe(FlowFrame frame, byte[] body)
    {
        long first = long.MaxValue, last = long.MinValue;
        foreach (var start in frame.Batch.StartNanoseconds)
            (first, last) = (Math.Min(first, start), Math.Max(last, start));
        return new NewSegment(frame.Dataset, frame.BatchId, first, last, frame.Batch.Count, StoredFlows.CountLabelled(frame.Batch), body);
    }

    /// <summary>The whole body; null when it is too long.</summary>
    private static async Task<byte[]?> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream((int)Math.Clamp(request.ContentLength ?? PieceBytes, 0, MaximumBodyBytes));
        var piece = new byte[PieceBytes];
        for (int read; (read = await request.Body.ReadAsync(piece, cancellationToken)) > 0;)
        {
            if (buffer.Length + read > MaximumBodyBytes)
                return null;
            await buffer.WriteAsync(piece.AsMemory(0, read), cancellationToken);
        }
        return buffer.ToArray();
    }

    private static IResult Drop(ILogger logger, string reason)
    {
        FrameDropped(logger, reason);
        return Acknowledge("DROP");
    }

    private static IResult Acknowledge(string status) => Results.Json(new Acknowledgement(status));

    /// <summary>Dapr's answer to a delivery.</summary>
    internal sealed record Acknowledgement(string Status);
}
