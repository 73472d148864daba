using NetMl.Federation.Learning;
using NetMl.Federation.Strategies;

namespace NetMl.Federation.Simulation;

/// <summary>Virtual sites that work at their own pace.</summary>
/// <param name="Concurrency">Sites at work at any time.</param>
/// <param name="SpeedSpread">σ of the log-normal factor by which sites are slower or faster than each other; 0 = all alike.</param>
/// <param name="MaximumItems">A site weighs min(items, this)/this; 0 = all weigh the same.</param>
/// <param name="Threads">0 = one per core; results are the same bits for any number.</param>
public sealed record AsynchronousPlan(int Sites, int Concurrency, double SpeedSpread = 1, int MaximumItems = 0, int Threads = 0, int Seed = 1);

/// <summary>What a server step of an asynchronous federation gave.</summary>
/// <param name="Time">On the seeded clock; a site of mean speed takes about 1.</param>
/// <param name="Staleness">Of each update in the buffer, in order of arrival.</param>
public sealed record AsynchronousStep(int Round, double Time, double Loss, IReadOnlyList<int> Staleness);

/// <summary>Buffered asynchronous training: arrivals follow a seeded clock, and the server steps whenever its buffer is full.</summary>
/// <remarks>
/// The clock does not depend on what sites compute, so the next K arrivals and the models they started from are known before any of them works, and they
/// work in parallel. A site works once per server step at most. Models that somebody still works on stay in memory: at most concurrency + 1.
/// </remarks>
public sealed class AsynchronousFederation
{
    private readonly IBufferedStrategy _strategy;
    private readonly AsynchronousPlan _plan;
    private readonly LocalOrder _order;
    private readonly Func<int, ILocalObjective> _sites;
    private readonly Random _clock;
    private readonly double[] _slowness;
    private readonly SiteMemory?[] _memories;
    private readonly List<int> _idle;
    private readonly List<int> _rested = [];
    private readonly PriorityQueue<Visit, (double Time, int Number)> _atWork = new();
    private readonly int _parameters;
    private double _now;
    private int _started;

    /// <param name="sites">Makes a site's objective from its number, always the same one; called from several threads.</param>
    /// <param name="initial">[P].</param>
    public AsynchronousFederation(IBufferedStrategy strategy, AsynchronousPlan plan, LocalOrder order, Func<int, ILocalObjective> sites, ReadOnlyMemory<float> initial)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentOutOfRangeException.ThrowIfLessThan(plan.Concurrency, 1);
        if (plan.Sites < plan.Concurrency + strategy.Buffer)
            throw new ArgumentException($"{plan.Concurrency} sites at work and a buffer of {strategy.Buffer} need at least {plan.Concurrency + strategy.Buffer} sites, not {plan.Sites}.", nameof(plan));
        (_strategy, _plan, _order, _sites, _parameters) = (strategy, plan, order, sites, initial.Length);
        _clock = SimulationSeeds.Stream(plan.Seed, -2, 0);
        _slowness = [.. Enumerable.Range(0, plan.Sites).Select(_ => Math.Exp(plan.SpeedSpread * SimulationSeeds.Gaussian(_clock)))];
        _memories = new SiteMemory?[plan.Sites];
        _idle = [.. Enumerable.Range(0, plan.Sites)];
        State = strategy.Start(initial);
        for (var i = 0; i < plan.Concurrency; i++)
            Send();
    }

    public StrategyState State { get; private set; }

    /// <summary>The model that would be published. [P].</summary>
    public ReadOnlyMemory<float> Model => _strategy.Model(State);

    /// <summary>Fills the buffer and takes the server's step.</summary>
    public AsynchronousStep RunStep(CancellationToken cancellationToken)
    {
        List<Visit> arrivals = [];
        while (arrivals.Count < _strategy.Buffer)
        {
            _atWork.TryDequeue(out var visit, out var at);
            arrivals.Add(visit ?? throw new InvalidOperationException("Nobody is at work."));
            _now = at.Time;
            _rested.Add(visit.Site);
            Send();
        }
        var sum = new ContributionSum(_strategy.ContributionLength(_parameters));
        List<int> staleness = [];
        OrderedWork.Run(arrivals, _plan.Threads, visit => Work(visit, cancellationToken), (visit, contribution) =>
        {
            staleness.Add(State.Round - visit.From.Round);
            var weight = ContributionSum.WeightOf(contribution.Items, _plan.MaximumItems);
            if (weight > 0)
                sum.Add(contribution, weight, _strategy.StalenessFactor(staleness[^1]));
        });
        _idle.AddRange(_rested);
        _rested.Clear();
        var round = State.Round;
        State = sum.Sites == 0 ? State with { Round = round + 1 } : _strategy.Step(State, sum.Mean(_plan.Sites));
        return new AsynchronousStep(round, _now, sum.MeanLoss, staleness);
    }

    private sealed record Visit(int Site, int Number, StrategyState From);

    private void Send()
    {
        var place = _clock.Next(_idle.Count);
        var site = _idle[place];
        _idle[place] = _idle[^1];
        _idle.RemoveAt(_idle.Count - 1);
        _memories[site] ??= new SiteMemory();
        // Half a unit for the way there and back, and an exponential part for the work.
        var duration = _slowness[site] * (0.5 - 0.5 * Math.Log(1 - _clock.NextDouble()));
        _atWork.Enqueue(new Visit(site, _started, State), (_now + duration, _started));
        _started++;
    }

    private SiteContribution Work(Visit visit, CancellationToken cancellationToken) =>
        _strategy.Work(_sites(visit.Site), visit.From.Global, _memories[visit.Site] ?? new SiteMemory(), _order, SimulationSeeds.Stream(_plan.Seed, visit.Number, visit.Site), cancellationToken);
}
