using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;
using NetMl.Graphs.Similarity;

namespace NetMl.Graphs.LinkPrediction;

/// <summary>Two nodes that are not linked, and how likely they will be.</summary>
/// <param name="Low">The lower node.</param>
/// <param name="High">The higher node.</param>
/// <param name="Score">By the chosen score.</param>
/// <param name="SharedNeighbours">≥ 1.</param>
public readonly record struct LinkCandidate(int Low, int High, double Score, int SharedNeighbours);

/// <summary>The best candidates of a graph.</summary>
/// <param name="Best">Highest score first, equals by low and then high node.</param>
/// <param name="Pairs">All pairs that were looked at.</param>
public sealed record LinkCandidateList(IReadOnlyList<LinkCandidate> Best, long Pairs);

/// <summary>Finds the pairs of nodes that a score expects to become linked, among those two steps apart.</summary>
public static class LinkCandidates
{
    private const int ChunkSize = 128;

    /// <summary>How many edges <see cref="Find"/> looks at, at most: neighbours of neighbours, and for katz the neighbours of all candidates. O(m).</summary>
    public static double Work(CsrGraph undirected, LinkScore score)
    {
        ArgumentNullException.ThrowIfNull(undirected);
        ArgumentNullException.ThrowIfNull(score);
        var (work, degreesAbove) = (0.0, 0.0);
        var reach = new double[undirected.NodeCount];
        for (var v = 0; v < reach.Length; v++)
        {
            foreach (var u in undirected.Neighbours(v))
                reach[v] += undirected.OutDegree(u);
            work += reach[v];
        }
        if (!score.CountsThreeSteps)
            return work;
        for (var v = reach.Length - 1; v >= 0; v--)
        {
            // Candidates of a node are those two steps away, each once and only those above it.
            var degreesTwoStepsAway = 0.0;
            foreach (var u in undirected.Neighbours(v))
                degreesTwoStepsAway += reach[u];
            work += Math.Min(degreesTwoStepsAway, degreesAbove);
            degreesAbove += undirected.OutDegree(v);
        }
        return work;
    }

    /// <summary>Scores every pair two steps apart that is not linked, and keeps the best.</summary>
    /// <param name="undirected">n nodes; symmetric, no self-loops.</param>
    /// <param name="count">How many to keep; ≥ 0.</param>
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <param name="cancellationToken">Looked at before each node.</param>
    /// <remarks>
    /// O(Σ degree²) time, for katz also the degrees of all candidates (<see cref="Work"/>); [2n] scratch and the best per thread.
    /// Pairs farther apart have no shared neighbour: every score but preferential attachment and katz gives them 0.
    /// </remarks>
    public static LinkCandidateList Find(CsrGraph undirected, LinkScore score, int count, int threads = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(undirected);
        ArgumentNullException.ThrowIfNull(score);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var (walks, pairs) = (new List<Walk>(), 0L);
        FixedChunks.Run(undirected.NodeCount, ChunkSize, threads, () =>
        {
            var own = new Walk(undirected, score, count);
            lock (walks)
                walks.Add(own);
            return own;
        }, (begin, end, walk) =>
        {
            for (var v = begin; v < end; v++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Interlocked.Add(ref pairs, walk.From(v));
            }
        });
        // No two candidates rank alike, so it does not matter which walk came by which.
        return new LinkCandidateList(
            [.. walks.SelectMany(walk => walk.Best).OrderByDescending(one => one.Score).ThenBy(one => one.Low).ThenBy(one => one.High).Take(count)], pairs);
    }

    private sealed class Walk(CsrGraph graph, LinkScore score, int count)
    {
        private readonly SparseSums _shares = new(graph.NodeCount);
        private readonly SparseSums _counts = new(graph.NodeCount);
        private readonly PriorityQueue<LinkCandidate, (double, int, int)> _best = new();

        /// <summary>Looks at the pairs of a node with higher ones; gives their number.</summary>
        public long From(int node)
        {
            foreach (var middle in graph.Neighbours(node))
            {
                var share = score.Share(graph.OutDegree(middle));
                foreach (var other in graph.Neighbours(middle))
                {
                    if (other == node)
                        continue;
                    _counts.Add(other, 1);
                    _shares.Add(other, share);
                }
            }
            var pairs = 0L;
            foreach (var other in _counts.Touched)
            {
                if (other <= node || graph.HasEdge(node, other))
                    continue;
                pairs++;
                Keep(new LinkCandidate(node, other, Score(node, other), (int)_counts[other]));
            }
            _counts.Clear();
            _shares.Clear();
            return pairs;
        }

        /// <summary>In no order.</summary>
        public IEnumerable<LinkCandidate> Best => _best.UnorderedItems.Select(item => item.Element);

        private double Score(int node, int other)
        {
            var plain = score.Scale(_shares[other], graph.OutDegree(node), graph.OutDegree(other));
            if (!score.CountsThreeSteps)
                return plain;
            var three = 0.0;
            // The node itself, whose count is left out, is not among these: the two are not linked.
            foreach (var last in graph.Neighbours(other))
                three += _counts[last];
            return plain + ShortWalks.DefaultAttenuation * three;
        }

        private void Keep(LinkCandidate candidate)
        {
            var rank = (candidate.Score, -candidate.Low, -candidate.High);
            if (_best.Count < count)
                _best.Enqueue(candidate, rank);
            else if (count > 0)
                _best.EnqueueDequeue(candidate, rank);
        }
    }
}
