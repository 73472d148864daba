using System.Numerics;
using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Traversal;

/// <summary>The state of a breadth-first search and its two kinds of steps; after each, the level is one further from the source.</summary>
internal sealed class BreadthFirstLevels
{
    private const int ChunkQueue = 256;
    private const int ChunkWords = 64;
    private const int BufferNodes = 512;

    private readonly CsrGraph _graph;
    private readonly int _threads;
    private readonly int[] _queue;
    private int _head;
    private int _tail = 1;
    private int _level;

    /// <summary>Bits of nodes: in this level, in the next, and those that no step from below needs to look at.</summary>
    private ulong[] _front = [];
    private ulong[] _next = [];
    private ulong[] _done = [];

    public BreadthFirstLevels(CsrGraph graph, int source, int threads)
    {
        _graph = graph;
        _threads = threads;
        _queue = GC.AllocateUninitializedArray<int>(graph.NodeCount);
        Distances = GC.AllocateUninitializedArray<int>(graph.NodeCount);
        Parents = GC.AllocateUninitializedArray<int>(graph.NodeCount);
        Array.Fill(Distances, -1);
        Array.Fill(Parents, -1);
        _queue[0] = Parents[source] = source;
        Distances[source] = 0;
        Width = 1;
    }

    public int[] Distances { get; }

    public int[] Parents { get; }

    /// <summary>Nodes in the level.</summary>
    public int Width { get; private set; }

    /// <summary>Follows the edges of the level's nodes. Gives the number of edges that leave the next level.</summary>
    public long StepFromAbove()
    {
        var (head, tail) = (_head, _tail);
        var edges = FixedChunks.Sum(tail - head, ChunkQueue, _threads, (begin, end) =>
            _threads == 1 ? FollowAlone(head + begin, head + end) : Follow(head + begin, head + end));
        _head = tail;
        Width = _tail - tail;
        _level++;
        return edges;
    }

    /// <summary>Writes the level as bits.</summary>
    public void EnterFromBelow()
    {
        var words = (_graph.NodeCount + 63) / 64;
        (_front, _next, _done) = (new ulong[words], new ulong[words], new ulong[words]);
        var back = _graph.Transpose;
        FixedChunks.Run(words, ChunkWords, _threads, (begin, end) =>
        {
            for (var v = begin * 64; v < Math.Min(end * 64, Distances.Length); v++)
            {
                var bit = 1UL << v;
                if (Distances[v] == _level)
                    _front[v >> 6] |= bit;
                if (Distances[v] >= 0 || back.OutDegree(v) == 0)
                    _done[v >> 6] |= bit;
            }
        });
        // Bits beyond the last node are nobody's.
        if ((_graph.NodeCount & 63) != 0)
            _done[^1] |= ulong.MaxValue << _graph.NodeCount;
    }

    /// <summary>Lets each unreached node look for its first neighbour in the level.</summary>
    public void StepFromBelow()
    {
        var found = FixedChunks.Sum(_front.Length, ChunkWords, _threads, LookUp);
        (_front, _next) = (_next, _front);
        Width = (int)found;
        _level++;
    }

    /// <summary>Writes the level as a list again.</summary>
    public void LeaveFromBelow()
    {
        _head = _tail;
        for (var word = 0; word < _front.Length; word++)
        {
            for (var bits = _front[word]; bits != 0; bits &= bits - 1)
                _queue[_tail++] = word * 64 + BitOperations.TrailingZeroCount(bits);
        }
    }

    private long LookUp(int begin, int end)
    {
        var back = _graph.Transpose;
        ReadOnlySpan<long> offsets = back.Offsets;
        ReadOnlySpan<int> sources = back.Targets;
        ReadOnlySpan<ulong> front = _front;
        var found = 0L;
        for (var word = begin; word < end; word++)
        {
            var reached = 0UL;
            for (var open = ~_done[word]; open != 0; open &= open - 1)
            {
                var v = word * 64 + BitOperations.TrailingZeroCount(open);
                foreach (var u in sources[(int)offsets[v]..(int)offsets[v + 1]])
                {
                    if ((front[u >> 6] >> u & 1) == 0)
                        continue;
                    Parents[v] = u;
                    Distances[v] = _level + 1;
                    reached |= open & (0 - open);
                    break;
                }
            }
            _next[word] = reached;
            _done[word] |= reached;
            found += BitOperations.PopCount(reached);
        }
        return found;
    }

    private long FollowAlone(int begin, int end)
    {
        var edges = 0L;
        foreach (var u in _queue.AsSpan(begin..end))
        {
            foreach (var v in _graph.Neighbours(u))
            {
                if (Distances[v] < 0)
                {
                    Distances[v] = _level + 1;
                    _queue[_tail++] = v;
                    edges += _graph.OutDegree(v);
                }
                if (Distances[v] == _level + 1 && (uint)u < (uint)Parents[v])
                    Parents[v] = u;
            }
        }
        return edges;
    }

    /// <summary>As <see cref="FollowAlone"/>, beside other threads: who writes a node's distance first puts it into the queue.</summary>
    private long Follow(int begin, int end)
    {
        Span<int> found = stackalloc int[BufferNodes];
        var count = 0;
        var edges = 0L;
        foreach (var u in _queue.AsSpan(begin..end))
        {
            foreach (var v in _graph.Neighbours(u))
            {
                var distance = Distances[v];
                if (distance < 0 && (distance = Interlocked.CompareExchange(ref Distances[v], _level + 1, -1)) < 0)
                {
                    distance = _level + 1;
                    edges += _graph.OutDegree(v);
                    if (count == BufferNodes)
                        Append(found, ref count);
                    found[count++] = v;
                }
                if (distance == _level + 1)
                    KeepSmallest(ref Parents[v], u);
            }
        }
        Append(found, ref count);
        return edges;
    }

    private void Append(ReadOnlySpan<int> nodes, ref int count)
    {
        var end = Interlocked.Add(ref _tail, count);
        nodes[..count].CopyTo(_queue.AsSpan(end - count));
        count = 0;
    }

    /// <summary>−1, nobody yet, is the largest as an unsigned number.</summary>
    private static void KeepSmallest(ref int parent, int candidate)
    {
        for (var known = parent; (uint)candidate < (uint)known;)
        {
            var seen = Interlocked.CompareExchange(ref parent, candidate, known);
            if (seen == known)
                return;
            known = seen;
        }
    }
}
