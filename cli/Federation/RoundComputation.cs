using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NetMl.Contracts.Federation;

namespace NetMl.Cli.Federation;

/// <summary>A site's vector being computed; further attempts at the same round use it, too.</summary>
internal sealed class RoundComputation : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly SiteTask _task;
    private readonly RoundOrder _order;

    public RoundComputation(SiteTask task, RoundOrder order, Func<CancellationToken, SiteVector> compute, bool lowPriority)
    {
        (_task, _order) = (task, order);
        var token = _stop.Token;
        Vector = SiteWorker.RunAsync(() => compute(token), lowPriority);
    }

    public Task<SiteVector> Vector { get; }

    /// <summary>Whether an attempt starts from the same shared vectors on the same terms.</summary>
    public bool Serves(SiteTask task, RoundOrder order) =>
        !Vector.IsFaulted && !Vector.IsCanceled && (task.Run, task.Round, task.Purpose) == (_task.Run, _task.Round, _task.Purpose)
        && (order.Global, order.Scaling, order.Boundary, order.Length, order.Clip, order.NoiseMultiplier)
            == (_order.Global, _order.Scaling, _order.Boundary, _order.Length, _order.Clip, _order.NoiseMultiplier);

    /// <summary>The order in which a site goes through its windows: another in each round, the same in each run.</summary>
    public static Random Seeded(FederationPlan plan, string site, int round) =>
        new(BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{plan.Seed} {site} {round}")))));

    public void Dispose()
    {
        _stop.Cancel();
        // The thread may still hold the token: the source is left to the collector when it runs on.
        if (Vector.IsCompleted)
            _stop.Dispose();
    }
}
