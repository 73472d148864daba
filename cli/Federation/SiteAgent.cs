using System.Net;
using System.Security.Cryptography;
using NetMl.Cli.Api;
using NetMl.Cli.Reports;
using NetMl.Contracts.Federation;
using NetMl.Federation.Rounds;
using NetMl.Federation.SecureAggregation;

namespace NetMl.Cli.Federation;

/// <summary>Takes part in a federation until it is over: asks what there is to do, does it, and trains beside that on a thread of its own.</summary>
/// <remarks>A step that could not be finished because the gateway was away is taken up where it stood; a round whose secrets this process does not have is left to drop.</remarks>
internal sealed class SiteAgent(
    SiteSettings settings, SiteSelf self, SiteState state, SitesApi api, OtherSites others, SiteGraphSource graphs, FederationTerms terms, SiteScreen screen, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);

    private readonly Patience _patience = new(screen.Say, time);
    private readonly SharedVectors _vectors = new(api);
    private readonly PlanParts _parts = new(terms.Plan);
    private readonly RoundWork _work = new(new PlanParts(terms.Plan), terms.Parameters);
    private SiteRound? _round;
    private bool _hasBegun;
    private RoundComputation? _computation;

    /// <summary>Ends with the federation's last task, whatever its state is.</summary>
    public async Task<SiteTask> RunAsync(CancellationToken cancellationToken)
    {
        var task = await NextAsync(0, cancellationToken);
        Task<SiteTask>? next = null;
        try
        {
            while (!FederationStates.IsFinal(task.State))
            {
                var isDone = await TryActAsync(task, cancellationToken);
                next ??= NextAsync(task.Version, cancellationToken);
                var work = isDone ? WorkOf(task) : Task.CompletedTask;
                if (work is not null && await Task.WhenAny(next, work) != next)
                    continue;
                task = await next;
                next = null;
            }
            Settle(task);
            return task;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await SayGoodbyeAsync();
            throw;
        }
    }

    /// <summary>The model as this site will use it, as a file.</summary>
    public async Task<byte[]?> FinalModelAsync(SiteTask task, CancellationToken cancellationToken)
    {
        if (task.Order is not { Global: { } global, Scaling: not null } order)
            return null;
        var shared = await _patience.RunAsync(() => _vectors.ReadAsync(global, cancellationToken), cancellationToken);
        var scaling = await _patience.RunAsync(() => _vectors.ReadScalingAsync(order.Scaling, cancellationToken), cancellationToken);
        var own = await graphs.ReadAsync(cancellationToken);
        if (scaling is null)
            return null;
        return await SiteWorker.RunAsync(
            () =>
            {
                var weights = _work.FinalModel(own.Objective(scaling), shared, state.LoadMemory(task.Run), RoundComputation.Seeded(terms.Plan, self.Site, task.Round), cancellationToken);
                return NetMl.Federation.GraphTasks.PlannedNetwork.Artifact(terms.Plan, scaling, weights, task.Run, task.Epsilon);
            },
            settings.Limits.LowPriority);
    }

    public void Dispose()
    {
        _computation?.Dispose();
        _round?.Dispose();
    }

    /// <summary>The computation that the step waits for; null = it waits for others.</summary>
    private Task? WorkOf(SiteTask task) => _round?.NeedsVector(task) == true ? _computation?.Vector : null;

    private async Task<SiteTask> NextAsync(long after, CancellationToken cancellationToken)
    {
        await StayAwayAsync(cancellationToken);
        return await _patience.RunAsync(() => api.TaskAsync(after, cancellationToken), cancellationToken);
    }

    /// <summary>Returns within the hours in which this site takes part; a round that runs is brought to its end.</summary>
    private async Task StayAwayAsync(CancellationToken cancellationToken)
    {
        var isAway = false;
        while (_round is null or { IsOver: true } && settings.CurrentVeto() is var veto && !veto.IsOpen(TimeOnly.FromDateTime(time.GetLocalNow().DateTime)))
        {
            if (!isAway)
                screen.Say($"This site stays away outside {veto.Hours} ({time.LocalTimeZone.DisplayName}).");
            isAway = true;
            await Task.Delay(TimeSpan.FromSeconds(30), time, cancellationToken);
        }
        if (isAway)
            screen.Say("This site takes part again: its hours have begun.");
    }

    /// <summary>False when the gateway was away before everything was done.</summary>
    private async Task<bool> TryActAsync(SiteTask task, CancellationToken cancellationToken)
    {
        try
        {
            await ActAsync(task, cancellationToken);
            return true;
        }
        catch (CommandFailure failure) when (Patience.MayPass(failure))
        {
            await _patience.WaitAsync(failure, cancellationToken);
            return false;
        }
        catch (GatewayRefusal refusal) when (refusal.Status is HttpStatusCode.Conflict or HttpStatusCode.NotFound or HttpStatusCode.BadRequest)
        {
            // The round has gone on without this site, or does not take what it has: it waits for the next.
            screen.Say(refusal.Message);
            if (_round is not null)
                await LeaveAsync("refused", cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is SecureSumException or InvalidDataException or CryptographicException)
        {
            screen.Say($"This site does not go on with {Name(task)}: {exception.Message}");
            await LeaveAsync("failed", cancellationToken);
            return true;
        }
    }

    private async Task ActAsync(SiteTask task, CancellationToken cancellationToken)
    {
        Settle(task);
        if (task.Order is not { } order || task.Step is RoundSteps.Idle or RoundSteps.Aggregate)
        {
            screen.Step(task, task.Step == RoundSteps.Aggregate ? "the sum is being opened" : "waiting");
            return;
        }
        if (_round?.IsOf(task) != true)
        {
            _round?.Dispose();
            (_round, _hasBegun) = (new SiteRound(self, _parts, api, task, order, others.KeyOf), false);
        }
        // Again from the start when an answer was lost on the way: nothing is sent in a round that was not agreed to.
        if (!_hasBegun && !_round.IsOver)
        {
            if (await RefusalAsync(task, order, cancellationToken) is { } refusal)
            {
                screen.Say(refusal);
                await LeaveAsync("veto", cancellationToken);
                return;
            }
            await BeginAsync(task, order, cancellationToken);
            _hasBegun = true;
        }
        if (_round.NeedsVector(task) && _computation is { Vector.IsCompleted: false })
        {
            screen.Step(task, task.Purpose == Purposes.Training ? "training" : "computing");
            return;
        }
        screen.Step(task, task.Step);
        await _round.ActAsync(task, VectorAsync, cancellationToken);
    }

    /// <summary>A round that this process has begun with; one that is further on than that goes on without this site.</summary>
    private async Task BeginAsync(SiteTask task, RoundOrder order, CancellationToken cancellationToken)
    {
        if (_round is not { } round)
            return;
        if (task.Step != (_parts.IsSecure ? RoundSteps.Keys : RoundSteps.Update))
        {
            screen.Say($"{Name(task)} goes on without this site, which has no keys for it; it takes part again in the next.");
            round.Leave();
            return;
        }
        if (_computation?.Serves(task, order) == true)
            return;
        _computation?.Dispose();
        _computation = null;
        var own = await graphs.ReadAsync(cancellationToken);
        var global = await _vectors.ReadAsync(order.Global, cancellationToken);
        var scaling = await _vectors.ReadScalingAsync(order.Scaling, cancellationToken);
        var memory = state.LoadMemory(task.Run);
        var random = RoundComputation.Seeded(terms.Plan, self.Site, task.Round);
        _computation = new RoundComputation(task, order, stop => _work.Compute(task, round.Order, own, global, scaling, memory, random, stop), settings.Limits.LowPriority);
    }

    private async Task<SiteVector> VectorAsync()
    {
        var vector = await (_computation ?? throw new InvalidOperationException("A round has begun with its computation.")).Vector;
        screen.Loss(vector.Loss);
        return vector;
    }

    /// <summary>Why this site does not take part in a round; null = it does.</summary>
    private async Task<string?> RefusalAsync(SiteTask task, RoundOrder order, CancellationToken cancellationToken)
    {
        var veto = settings.CurrentVeto();
        if (veto.OfTerms(terms) is { } ofTerms)
            return $"{Name(task)} is refused. {ofTerms}";
        if (OrderRules.Refuses(_parts, task.Purpose, terms.Parameters, order) is { } ofOrder)
            return $"{Name(task)} is refused. {ofOrder}";
        if (_parts.IsPrivate && veto.OfRound(task.Epsilon, _parts.Terms.PlannedEpsilon(task.Round) - _parts.Terms.PlannedEpsilon(task.Round - 1)) is { } ofRound)
            return $"{Name(task)} is refused. {ofRound}";
        return _parts.IsSecure ? await others.RefusalAsync(order.Sites, cancellationToken) : null;
    }

    private async Task LeaveAsync(string reason, CancellationToken cancellationToken)
    {
        if (_round is { IsOver: false } round)
        {
            try
            {
                await round.DeclineAsync(reason, cancellationToken);
            }
            catch (CommandFailure)
            {
                // The round is over, or the answer was lost: the server notices at the step's end at the latest.
            }
        }
    }

    /// <summary>What a later task tells about the round before: if it ended well with this site, what was learnt is remembered.</summary>
    private void Settle(SiteTask task)
    {
        var isNext = _round is not null && (task.Run != _round.Task.Run || task.Round > _round.Task.Round || FederationStates.IsFinal(task.State));
        if (!isNext || _round is not { } round)
            return;
        if (round.IsInSum && task.Run == round.Task.Run && _computation is { Vector.IsCompletedSuccessfully: true } computation)
            state.SaveMemory(task.Run, computation.Vector.Result.Memory);
        round.Dispose();
        _computation?.Dispose();
        (_round, _computation) = (null, null);
    }

    private async Task SayGoodbyeAsync()
    {
        if (_round is not { IsOver: false } round)
            return;
        using var patience = new CancellationTokenSource(Goodbye);
        try
        {
            await round.DeclineAsync("goodbye", patience.Token);
        }
        catch (Exception exception) when (exception is CommandFailure or OperationCanceledException)
        {
            // The server will notice that this site is away.
        }
    }

    private static string Name(SiteTask task) => $"Round {Words.Number(task.Round)} ({task.Purpose})";
}
