using Dapr;
using Dapr.Client;
using Microsoft.Extensions.Options;
using NetMl.Contracts;

namespace NetMl.Ingest.Publishing;

/// <summary>Hands frames to the broker, a few at a time for the whole service; tries again when it fails.</summary>
internal sealed partial class FlowPublisher(DaprClient dapr, IOptions<IngestOptions> options, TimeProvider time, ILogger<FlowPublisher> logger) : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);

    // Whoever finds no place waits, at most the publish timeout.
    private readonly SemaphoreSlim _places = new(options.Value.MaxPublishesInFlight);

    /// <summary>Publishes one frame; ends within the publish timeout. A frame may arrive twice: its batch id tells.</summary>
    public async Task<PublishOutcome> PublishAsync(byte[] frame, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.Value.PublishTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await _places.WaitAsync(either.Token);
            try
            {
                return await TryAsync(frame, either.Token);
            }
            finally
            {
                _places.Release();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or DaprException && !cancellationToken.IsCancellationRequested)
        {
            PublishTooSlow(options.Value.PublishTimeout);
            return PublishOutcome.TooSlow;
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task<PublishOutcome> TryAsync(byte[] frame, CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        for (var attempt = 1; ; attempt++, pause *= 2)
        {
            try
            {
                await dapr.PublishByteEventAsync(DaprComponents.PubSub, Topics.FlowsIngested, frame, "application/octet-stream", cancellationToken: cancellationToken);
                return PublishOutcome.Published;
            }
            catch (DaprException e) when (!cancellationToken.IsCancellationRequested)
            {
                if (IsDiskFull(e))
                    return PublishOutcome.DiskFull;
                PublishFailed(e, attempt, options.Value.PublishAttempts);
                if (attempt >= options.Value.PublishAttempts)
                    return PublishOutcome.Unavailable;
            }
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    // Brokers report a full disk in words only, somewhere down the chain.
    private static bool IsDiskFull(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e.Message.Contains("disk is full", StringComparison.OrdinalIgnoreCase) || e.Message.Contains("no space left", StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }
}
