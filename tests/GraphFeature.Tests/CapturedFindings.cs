using System.Collections.Concurrent;
using System.Threading.Channels;
using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Behaviours;

namespace NetMl.GraphFeature.Tests;

/// <summary>Stands where the broker stands.</summary>
internal sealed class CapturedFindings : IFindingBroker
{
    private readonly Channel<BehaviourFinding> _came = Channel.CreateUnbounded<BehaviourFinding>();

    public ConcurrentQueue<BehaviourFinding> Findings { get; } = [];

    public async Task PublishAsync(BehaviourFinding finding, CancellationToken cancellationToken)
    {
        Findings.Enqueue(finding);
        await _came.Writer.WriteAsync(finding, cancellationToken);
    }

    /// <summary>Waits for this many publications since the last call.</summary>
    public async Task WaitAsync(int count)
    {
        for (var i = 0; i < count; i++)
            await _came.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
    }
}
