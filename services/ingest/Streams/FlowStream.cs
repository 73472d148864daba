using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Text.Json;
using NetMl.Contracts;
using NetMl.Flows;
using NetMl.Ingest.Publishing;
using NetMl.Ingest.Uploads;

namespace NetMl.Ingest.Streams;

/// <summary>One WebSocket's flows: what comes in waits in a small pipe, so a slow broker slows the sender down.</summary>
internal sealed class FlowStream(string dataset, WebSocket socket, PublishWindow window, BatchIds ids)
{
    // How long the other side may take to answer our close.
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(5);

    public async Task RunAsync(FlowFormat? format, FlowReadOptions options, IngestMetrics metrics, CancellationToken cancellationToken)
    {
        var pipe = new Pipe();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var receiving = SocketLines.ReceiveAsync(socket, pipe.Writer, stop.Token);
        var reading = FlowFileReader.ReadAsync(pipe.Reader.AsStream(), format, options);
        try
        {
            await CloseAsync(await PublishAsync(reading, cancellationToken), cancellationToken);
        }
        finally
        {
            metrics.Read(reading.Summary);
            await pipe.Reader.CompleteAsync();
            stop.CancelAfter(ClosePatience);
            await receiving;
        }
    }

    private async Task<StreamEnd> PublishAsync(FlowReading reading, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var batch in reading.WithCancellation(cancellationToken))
            {
                await window.SendAsync(FlowFrame.Encode(ids, batch), batch.Count, cancellationToken);
                if (await window.CompleteAsync() is var outcome and not PublishOutcome.Published)
                    return StreamEnd.For(outcome);
                await SendTotalsAsync(reading, cancellationToken);
            }
            if (reading.Summary is { RowsAccepted: 0 } or { RowsRejected: > 0 })
                await SendTotalsAsync(reading, cancellationToken);
            return new StreamEnd(WebSocketCloseStatus.NormalClosure, "done");
        }
        catch (FlowInputException e) when (e.Fault == FlowInputFault.Empty)
        {
            return new StreamEnd(WebSocketCloseStatus.NormalClosure, "no flows came");
        }
        catch (FlowInputException e)
        {
            return new StreamEnd(e.Fault == FlowInputFault.TooLarge ? WebSocketCloseStatus.MessageTooBig : WebSocketCloseStatus.InvalidPayloadData, e.Message);
        }
    }

    private async Task SendTotalsAsync(FlowReading reading, CancellationToken cancellationToken)
    {
        var totals = UploadAnswers.Totals(dataset, reading.Summary, window.Published);
        var json = JsonSerializer.SerializeToUtf8Bytes(totals, WireJson.Default.FlowsAccepted);
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await socket.SendAsync(json.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
    }

    private async Task CloseAsync(StreamEnd end, CancellationToken cancellationToken)
    {
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await socket.CloseOutputAsync(end.Status, end.Sentence, cancellationToken);
    }
}
