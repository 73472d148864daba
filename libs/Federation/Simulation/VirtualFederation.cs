using System.Globalization;
using NetMl.Federation.Learning;
using NetMl.Federation.Robust;
using NetMl.Federation.Sampling;
using NetMl.Federation.Strategies;

namespace NetMl.Federation.Simulation;

/// <summary>A federation of virtual sites in one process.</summary>
/// <param name="Sites">Virtual sites, numbered from 0.</param>
/// <param name="Fraction">Share of the sites that is asked in a round.</param>
/// <param name="StragglerShare">Share of a round's sites, chosen anew each round, that only get part of their epochs done.</param>
/// <param name="KeepsPartialWork">True: what stragglers have done counts (FedProx). False: they are dropped (FedAvg).</param>
/// <param name="DropoutShare">Chance that a site goes away before it works.</param>
/// <param name="MaximumItems">A site weighs min(items, this)/this; 0 = all weigh the same.</param>
/// <param name="Threads">0 = one per core; results are the same bits for any number.</param>
public sealed record SimulationPlan(
    int Sites, double Fraction = 1, string Sampling = "uniform", double StragglerShare = 0, bool KeepsPartialWork = true, double DropoutShare = 0,
    int MaximumItems = 20_000, int Threads = 0, int Seed = 1);

/// <summary>What a simulated round gave.</summary>
/// <param name="Loss">Weighted mean of the summed sites' losses before the round; NaN when nobody is in the sum.</param>
/// <param name="LeftOut">Sites that the robust rule did not count.</param>
public sealed record VirtualRound(int Round, int Asked, int Summed, double Loss, IReadOnlyList<int> LeftOut);

/// <summary>Runs a strategy's rounds over virtual sites, seeded, with the code that real sites and servers run.</summary>
/// <remarks>
/// A site's data exist while it works: one set per thread at a time. What stays is a site's <see cref="SiteMemory"/>, where its strategy keeps one.
/// Not for several threads at once. Stragglers as in Li et al. 2020: 1 to E − 1 of E epochs (of a single epoch: a part of its steps).
/// </remarks>
public sealed class VirtualFederation
{
    private const int CohortPurpose = -1;

    private readonly IFederatedStrategy _strategy;
    private readonly SimulationPlan _plan;
    private readonly LocalOrder _order;
    private readonly Func<int, ILocalObjective> _sites;
    private readonly IRobustRule? _rule;
    private readonly ISiteSampler _sampler;
    private readonly Candidate[] _candidates;
    private readonly SiteMemory?[] _memories;
    private readonly int _parameters;

    /// <param name="sites">Makes a site's objective from its number, always the same one; called from several threads.</param>
    /// <param name="initial">[P].</param>
    /// <param name="rule">Sees single contributions of a round, which then all stay in memory until it ends; null = weighted mean.</param>
    public VirtualFederation(
        IFederatedStrategy strategy, SimulationPlan plan, LocalOrder order, Func<int, ILocalObjective> sites, ReadOnlyMemory<float> initial, IRobustRule? rule = null)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentOutOfRangeException.ThrowIfLessThan(plan.Sites, 1);
        (_strategy, _plan, _order, _sites, _rule, _parameters) = (strategy, plan, order, sites, rule, initial.Length);
        _sampler = SiteSamplers.Create(plan.Sampling);
        _candidates = [.. Enumerable.Range(0, plan.Sites).Select(site => new Candidate(site.ToString(CultureInfo.InvariantCulture), 0, 0))];
        _memories = new SiteMemory?[plan.Sites];
        State = strategy.Start(initial);
    }

    public StrategyState State { get; private set; }

    /// <summary>The model that would be published. [P].</summary>
    public ReadOnlyMemory<float> Model => _strategy.Model(State);

    /// <summary>What a site keeps; empty before its first round.</summary>
    public SiteMemory MemoryOf(int site) => _memories[site] ??= new SiteMemory();

    /// <summary>Asks a cohort, lets it work, and takes the server's step; the model stays when nobody answers.</summary>
    public VirtualRound RunRound(CancellationToken cancellationToken)
    {
        var round = State.Round;
        var jobs = Jobs(SimulationSeeds.Stream(_plan.Seed, CohortPurpose, round), out var asked);
        var sum = new ContributionSum(_strategy.ContributionLength(_parameters));
        List<ReadOnlyMemory<float>> single = [];
        List<double> weights = [];
        List<int> summed = [];
        OrderedWork.Run(jobs, _plan.Threads, job => Work(job, round, cancellationToken), (job, contribution) =>
        {
            var weight = ContributionSum.WeightOf(contribution.Items, _plan.MaximumItems);
            if (weight == 0)
                return;
            sum.Add(contribution, weight);
            if (_rule is not null)
                single.Add(contribution.Values);
            weights.Add(weight);
            summed.Add(job.Site);
        });
        if (sum.Sites == 0)
        {
            State = State with { Round = round + 1 };
            return new VirtualRound(round, asked, 0, double.NaN, []);
        }
        var robust = _rule?.Aggregate(single, weights.ToArray());
        State = _strategy.Step(State, robust is null ? sum.Mean(_plan.Sites) : sum.Around(robust.Mean, _plan.Sites));
        return new VirtualRound(round, asked, sum.Sites, sum.MeanLoss, [.. (robust?.LeftOut ?? []).Select(i => summed[i])]);
    }

    private sealed record Job(int Site, bool IsStraggler);

    private List<Job> Jobs(Random random, out int asked)
    {
        int[] cohort = [.. _sampler.Choose(_candidates, _plan.Fraction, random).Select(site => int.Parse(site, CultureInfo.InvariantCulture))];
        asked = cohort.Length;
        random.Shuffle(cohort);
        var stragglers = (int)Math.Round(_plan.StragglerShare * cohort.Length);
        List<Job> jobs = [];
        for (var i = 0; i < cohort.Length; i++)
        {
            var isAway = random.NextDouble() < _plan.DropoutShare || (i < stragglers && !_plan.KeepsPartialWork);
            var candidate = _candidates[cohort[i]];
            _candidates[cohort[i]] = isAway ? candidate with { Dropped = candidate.Dropped + 1 } : candidate with { Completed = candidate.Completed + 1 };
            if (isAway)
                continue;
            // Made here and not where they work: threads must not write to shared places.
            _ = MemoryOf(cohort[i]);
            jobs.Add(new Job(cohort[i], i < stragglers));
        }
        // By site, so that a rule that knows a site by its place finds it there in a full cohort.
        jobs.Sort((a, b) => a.Site.CompareTo(b.Site));
        return jobs;
    }

    private SiteContribution Work(Job job, int round, CancellationToken cancellationToken)
    {
        var random = SimulationSeeds.Stream(_plan.Seed, round, job.Site);
        var objective = _sites(job.Site);
        var order = job.IsStraggler ? Partial(_order, objective.Units, random) : _order;
        return _strategy.Work(objective, State.Global, MemoryOf(job.Site), order, random, cancellationToken);
    }

    private static LocalOrder Partial(LocalOrder order, int units, Random random) => order.Epochs > 1
        ? order with { Epochs = random.Next(1, order.Epochs) }
        : order with { MaximumSteps = random.Next(1, Math.Max(2, order.StepsFor(units))) };
}
