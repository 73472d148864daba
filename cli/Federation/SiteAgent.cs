using System.Net;
using System.Security.Cryptography;
using NetMl.Cli.Api;
using NetMl.Cli.Reports;
using NetMl.Contracts.Federation;
using NetMl.Federation.Rounds;
using NetMl.Federation.SecureAggregation;

namespace NetMl.Cli.Federation;

/// <summary>Takes part in a federation until it is over: asks what there is to do, does it, and trains beside that on a thread of its own.</summary>
/// <remarks>A step that could not be finished because the gateway was away is taken up where it stood; a round whose secrets this process does not have is declined.</remarks>
internal sealed class SiteAgent(
    SiteSettings settings, SiteSelf self, SiteState state, SitesApi api, OtherSites others, SiteGraphSource graphs, FederationTerms terms, SiteScreen screen, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);

    private readonly Patience _patience = new(screen.Say, time);
    private readonly SharedVectors _vectors = new(api);
    private readonly PlanParts _parts = new(terms.Plan);
    private readonly RoundWork _work = new(new PlanParts(terms.Plan), terms.Parameters);
    private readonly SiteSpending _spent = new(state, new PlanParts(terms.Plan));
    private string? _run;
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
        var boundary = await _patience.RunAsync(() => BoundaryAsync(task, order, cancellationToken), cancellationToken);
        var own = await graphs.ReadAsync(cancellationToken);
        if (scaling is null)
            return null;
        return await SiteWorker.RunAsync(
            () =>
            {
                var weights = _work.FinalModel(_work.Objective(own, scaling, boundary), shared, state.LoadMemory(task.Run), RoundComputation.Seeded(terms.Plan, self.Site, task.Round), cancellationToken);
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
        while (_round is null or { IsOver: true } && TryVeto(out _) is { } veto && !veto.IsOpen(TimeOnly.FromDateTime(time.GetLocalNow().DateTime)))
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
            return await TryLeaveAsync(refusal.Status == HttpStatusCode.BadRequest ? Declines.Failed : Declines.Refused, cancellationToken);
        }
        catch (Exception exception) when (exception is SecureSumException or InvalidDataException or CryptographicException)
        {
            screen.Say($"This site does not go on with {Name(task)}: {exception.Message}");
            return await TryLeaveAsync(Declines.Failed, cancellationToken);
        }
    }

    private async Task ActAsync(SiteTask task, CancellationToken cancellationToken)
    {
        Settle(task);
        if ((_run ??= task.Run) != task.Run)
            throw new CommandFailure("The federation was begun anew meanwhile: join again, to see its terms before anything is sent.");
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
        // After a gateway that was away, too, a round begins with its checks.
        if (!_hasBegun && !_round.IsOver)
        {
            if (await RefusalAsync(task, order, cancellationToken) is { } refusal)
            {
                screen.Say(refusal);
                await _round.DeclineAsync(Declines.Veto, cancellationToken);
            }
            else
                await BeginAsync(_round, task, order, cancellationToken);
            _hasBegun = true;
        }
        if (_round.IsLeaving)
            await _round.DeclineAsync(Declines.Failed, cancellationToken);
        if (_round.NeedsVector(task) && _computation is { Vector.IsCompleted: false })
        {
            screen.Step(task, task.Purpose == Purposes.Training ? "training" : "computing");
            return;
        }
        screen.Step(task, task.Step);
        await _round.ActAsync(task, VectorAsync, cancellationToken);
    }

    /// <summary>A round that this process has begun with; one that is further on than that goes on without this site.</summary>
    private async Task BeginAsync(SiteRound round, SiteTask task, RoundOrder order, CancellationToken cancellationToken)
    {
        if (task.Step != (_parts.IsSecure ? RoundSteps.Keys : RoundSteps.Update))
        {
            screen.Say($"{Name(task)} goes on without this site, which has no keys for it; it takes part again in the next.");
            await round.DeclineAsync(Declines.Restarted, cancellationToken);
            return;
        }
        if (_computation?.Serves(task, order) == true)
            return;
        _computation?.Dispose();
        _computation = null;
        var own = await graphs.ReadAsync(cancellationToken);
        var global = await _vectors.ReadAsync(order.Global, cancellationToken);
        var scaling = await _vectors.ReadScalingAsync(order.Scaling, cancellationToken);
        var boundary = await BoundaryAsync(task, order, cancellationToken);
        var memory = state.LoadMemory(task.Run);
        var random = RoundComputation.Seeded(terms.Plan, self.Site, task.Round);
        _computation = new RoundComputation(task, order, stop => _work.Compute(task, round.Order, own, global, scaling, boundary, memory, random, stop), settings.Limits.LowPriority);
    }

    /// <summary>Null = no secret was given, or the plan has no boundary exchange.</summary>
    private async Task<SiteBoundary?> BoundaryAsync(SiteTask task, RoundOrder order, CancellationToken cancellationToken) => settings.Secret is { } secret && terms.Plan.Boundary is not null
        ? new SiteBoundary(secret, state.LoadTable(task.Run), await _vectors.ReadAsync(order.Boundary, cancellationToken))
        : null;

    private async Task<SiteVector> VectorAsync()
    {
        if (_round is { } round)
            _spent.Add(round.Task);
        var vector = await (_computation ?? throw new InvalidOperationException("A round has begun with its computation.")).Vector;
        screen.Loss(vector.Loss);
        return vector;
    }

    /// <summary>Why this site does not take part in a round; null = it does.</summary>
    private async Task<string?> RefusalAsync(SiteTask task, RoundOrder order, CancellationToken cancellationToken)
    {
        if (TryVeto(out var fault) is not { } veto)
            return $"{Name(task)} is refused. {fault}";
        if (veto.OfTerms(terms) is { } ofTerms)
            return $"{Name(task)} is refused. {ofTerms}";
        if (OrderRules.Refuses(_parts, task.Round, task.Purpose, terms.Parameters, order) is { } ofOrder)
            return $"{Name(task)} is refused. {ofOrder}";
        if (_parts.IsPrivate && (veto.OfRound(task.Epsilon, _parts.Terms.PlannedEpsilon(task.Round) - _parts.Terms.PlannedEpsilon(task.Round - 1)) ?? veto.OfRound(_spent.After(task), 0)) is { } ofRound)
            return $"{Name(task)} is refused. {ofRound}";
        return _parts.IsSecure ? await others.RefusalAsync(order.Sites, cancellationToken) : null;
    }

    /// <summary>The veto as of now; null = its file cannot be read, and no round is agreed to until it can.</summary>
    private SiteVeto? TryVeto(out string fault)
    {
        fault = "";
        try
        {
            return settings.CurrentVeto();
        }
        catch (CommandFailure unreadable)
        {
            fault = unreadable.Message;
            return null;
        }
    }

    /// <summary>False when the gateway was away before it was told.</summary>
    private async Task<bool> TryLeaveAsync(string reason, CancellationToken cancellationToken)
    {
        if (_round is not { IsOver: false } round)
            return true;
        try
        {
            await round.DeclineAsync(reason, cancellationToken);
            return true;
        }
        catch (CommandFailure failure) when (Patience.MayPass(failure))
        {
            await _patience.WaitAsync(failure, cancellationToken);
            return false;
        }
    }

    /// <summary>What a later task tells about the round before: if it ended well with this site, what was learnt is remembered.</summary>
    private void Settle(SiteTask task)
    {
        var isNext = _round is not null && (task.Run != _round.Task.Run || task.Round > _round.Task.Round || FederationStates.IsFinal(task.State));
        if (!isNext || _round is not { } round)
            return;
        if (round.IsInSum && task.Run == round.Task.Run && _computation is { Vector.IsCompletedSuccessfully: true } computation)
        {
            var vector = computation.Vector.Result;
            state.SaveMemory(task.Run, vector.Memory);
            if (round.Task.Purpose == Purposes.Boundary)
                state.SaveTable(task.Run, vector.Vector.AsSpan(0, vector.Layout.Values));
        }
        round.Dispose();
        _computation?.Dispose();
        (_round, _computation) = (null, null);
    }

    private async Task SayGoodbyeAsync()
    {
        using var patience = new CancellationTokenSource(Goodbye);
        try
        {
            // A round that began just now knows nothing of this site's end.
            if (_round is not { IsOver: false } && await api.TaskAsync(0, patience.Token) is { Order: { Sites.Count: > 0 } order } task && _round?.IsOf(task) != true)
            {
                _round?.Dispose();
                _round = new SiteRound(self, _parts, api, task, order, others.KeyOf);
            }
            if (_round is { IsOver: false } round)
                await round.DeclineAsync(Declines.Goodbye, patience.Token);
        }
        catch (Exception exception) when (exception is CommandFailure or OperationCanceledException)
        {
            // The server will notice that this site is away.
        }
    }

    private static string Name(SiteTask task) => $"Round {Words.Number(task.Round)} ({task.Purpose})";
}
