using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Centrality;

/// <summary>Draws a random shortest path between two nodes by searching from both ends, level by level, the end with less work first.</summary>
internal sealed class TwoEndedSearch(CsrGraph graph)
{
    private readonly Side _ahead = new(graph, graph.Transpose);
    private readonly Side _behind = new(graph.Transpose, graph);

    /// <summary>[n]: sampled paths that lead through each node.</summary>
    public int[] Hits { get; } = new int[graph.NodeCount];

    /// <summary>Edges that all samples together looked at, the walks home aside.</summary>
    public long Work { get; private set; }

    /// <summary>Counts a hit for each inner node of one shortest path, all of them equally likely; for none when there is no path.</summary>
    public void Sample(int source, int target, ref ChunkRandom random)
    {
        _ahead.Start(source);
        _behind.Start(target);
        while (_ahead.HasFrontier && _behind.HasFrontier)
        {
            var (near, far) = _ahead.Work <= _behind.Work ? (_ahead, _behind) : (_behind, _ahead);
            Work += near.Work;
            if (!near.Advance(far, ref random, out var last, out var first))
                continue;
            near.WalkHome(last, Hits, ref random);
            far.WalkHome(first, Hits, ref random);
            break;
        }
        _ahead.Reset();
        _behind.Reset();
    }

    /// <summary>One end: the nodes within some distance of it and the number of shortest paths to each.</summary>
    /// <param name="onward">Edges away from this end.</param>
    /// <param name="homeward">Edges back towards it.</param>
    private sealed class Side(CsrGraph onward, CsrGraph homeward)
    {
        private readonly int[] _distance = Unreached(onward.NodeCount);
        private readonly double[] _paths = new double[onward.NodeCount];
        private readonly List<int> _order = [];
        private int _begin;

        public bool HasFrontier => _begin < _order.Count;

        /// <summary>Edges that the next level looks at.</summary>
        public long Work { get; private set; }

        public void Start(int end)
        {
            _distance[end] = 0;
            _paths[end] = 1;
            _order.Add(end);
            Work = onward.OutDegree(end);
        }

        /// <summary>Grows by one level; true when it met the other end's frontier, with an edge of a random shortest path from this side's node to the other's.</summary>
        public bool Advance(Side other, ref ChunkRandom random, out int mine, out int others)
        {
            (mine, others) = (-1, -1);
            var end = _order.Count;
            var distance = _distance[_order[_begin]] + 1;
            var meeting = 0.0;
            for (var i = _begin; i < end; i++)
            {
                var u = _order[i];
                foreach (var v in onward.Neighbours(u))
                {
                    if (other._distance[v] >= 0)
                    {
                        // Of all meeting edges so far, this one is kept with its share of the paths.
                        var paths = _paths[u] * other._paths[v];
                        meeting += paths;
                        if (random.NextShare() * meeting < paths)
                            (mine, others) = (u, v);
                    }
                    else if (mine < 0)
                    {
                        Reach(v, distance, _paths[u]);
                    }
                }
            }
            _begin = end;
            Work = 0;
            for (var i = end; i < _order.Count && mine < 0; i++)
                Work += onward.OutDegree(_order[i]);
            return mine >= 0;
        }

        /// <summary>Walks back to this end over nodes drawn by their number of paths, and counts each before the end.</summary>
        public void WalkHome(int node, int[] hits, ref ChunkRandom random)
        {
            while (_distance[node] > 0)
            {
                hits[node]++;
                var left = random.NextShare() * _paths[node];
                var distance = _distance[node] - 1;
                foreach (var u in homeward.Neighbours(node))
                {
                    if (_distance[u] != distance)
                        continue;
                    node = u;
                    left -= _paths[u];
                    if (left < 0)
                        break;
                }
            }
        }

        public void Reset()
        {
            foreach (var v in _order)
                _distance[v] = -1;
            _order.Clear();
            _begin = 0;
        }

        private void Reach(int node, int distance, double paths)
        {
            if (_distance[node] < 0)
            {
                _distance[node] = distance;
                _paths[node] = paths;
                _order.Add(node);
            }
            else if (_distance[node] == distance)
            {
                _paths[node] += paths;
            }
        }

        private static int[] Unreached(int nodes)
        {
            var distances = new int[nodes];
            Array.Fill(distances, -1);
            return distances;
        }
    }
}
