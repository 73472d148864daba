using NetMl.Tensors.Parallelism;
using NetMl.Trees.Binning;
using NetMl.Trees.Growing;
using NetMl.Trees.Nodes;

namespace NetMl.Trees.Boosting;

/// <summary>Adds tree after tree, each of which lessens the loss that those before it left.</summary>
internal sealed class BoostingRounds
{
    // A loss that sinks by less does not count as smaller.
    private const double Tolerance = 1e-7;

    private readonly BoostingSettings _settings;
    private readonly WorkTeam _team;
    private readonly List<TreeNode> _nodes = [];
    private readonly List<int> _roots = [];
    private readonly List<int> _nodeRows = [];

    private BoostingRounds(BoostingSettings settings, WorkTeam team, int features) => (_settings, _team, Gains) = (settings, team, new double[features]);

    public double[] Gains { get; }

    public double[] Baseline { get; private set; } = [];

    /// <summary>[nodes] of all trees: learnt rows that reach each.</summary>
    public int[] NodeRows => [.. _nodeRows];

    public static BoostingRounds Run(
        ReadOnlySpan<float> values, int features, ReadOnlySpan<int> labels, int classes, ReadOnlySpan<float> weights, BoostingSettings settings, WorkTeam team,
        CancellationToken cancellationToken)
    {
        var learnt = LearntRows.Of(labels, classes, weights);
        LearntRows? heldBack = null;
        if (settings.Patience > 0)
        {
            (learnt, heldBack) = learnt.Part(settings.ValidationShare, classes, (ulong)settings.Seed, labels, weights);
            if (heldBack.Rows.Length == 0)
                throw new ArgumentException("No class has two rows, so none can be held back to stop by: set Patience to 0.", nameof(settings));
        }
        var boosting = new BoostingRounds(settings, team, features) { Baseline = learnt.Baseline(classes) };
        var data = BinnedRows.Of(values, features, learnt.Rows, settings.MaxBins, team, cancellationToken);
        boosting.Grow(data, learnt, heldBack is null ? null : new Validation(heldBack, boosting.Baseline, values, features), cancellationToken);
        return boosting;
    }

    /// <summary>The trees, those of one round after another.</summary>
    public FlatTrees Trees()
    {
        var outputs = Baseline.Length;
        return new FlatTrees([.. _nodes], [.. _roots], [.. Enumerable.Range(0, _roots.Count).Select(tree => tree % outputs)], Gains.Length, outputs);
    }

    private void Grow(BinnedRows data, LearntRows learnt, Validation? validation, CancellationToken cancellationToken)
    {
        var scores = new ClassScores(learnt.Rows.Length, Baseline);
        var pairs = new GradientPairs(learnt, scores);
        var grower = new TreeGrower(data, _settings, _team, _nodeRows);
        var (best, bestRound, bestGains) = (validation?.Loss(_team) ?? 0, 0, (double[])Gains.Clone());
        for (var round = 1; round <= _settings.Iterations; round++)
        {
            scores.Refresh(_team);
            for (var output = 0; output < scores.Outputs; output++)
            {
                pairs.Fill(output, _team);
                _roots.Add(_nodes.Count);
                grower.Grow(pairs.Pairs, pairs.Units, pairs.Sums, _nodes, Gains, scores.Of(output), cancellationToken);
                validation?.Add(output, _nodes, _roots[^1]);
            }
            if (validation is null)
                continue;
            var loss = validation.Loss(_team);
            if (loss < best - Tolerance)
            {
                (best, bestRound) = (loss, round);
                Gains.CopyTo(bestGains, 0);
            }
            else if (round - bestRound >= _settings.Patience)
            {
                break;
            }
        }
        if (validation is not null)
            Cut(Math.Max(1, bestRound), bestGains);
    }

    // Forgets what was grown after the best round.
    private void Cut(int rounds, double[] gains)
    {
        var trees = rounds * Baseline.Length;
        if (trees == _roots.Count)
            return;
        _nodes.RemoveRange(_roots[trees], _nodes.Count - _roots[trees]);
        _nodeRows.RemoveRange(_roots[trees], _nodeRows.Count - _roots[trees]);
        _roots.RemoveRange(trees, _roots.Count - trees);
        gains.CopyTo(Gains, 0);
    }
}
