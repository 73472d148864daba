using NetMl.Graphs.Parallelism;
using NetMl.Graphs.Traversal;

namespace NetMl.Graphs.Diffusion;

/// <summary>The independent cascade in the order of time: each contact passes on only what its sender has by then.</summary>
public static class TimedCascade
{
    private const int RunsPerChunk = 4;

    /// <summary>Plays cascades from a set of seeds that have it from the beginning.</summary>
    /// <param name="edges">One contact each; repeated contacts try again. Contacts of one time can follow each other in any order.</param>
    /// <param name="isDirected">Whether a contact passes on from source to target only.</param>
    /// <param name="seeds">Repeats do not count.</param>
    /// <param name="options">Defaults to <see cref="CascadeOptions"/> as declared; a probability of 1 gives all that can be reached (<see cref="TemporalReachability"/>).</param>
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <param name="cancellationToken">Looked at before each run.</param>
    /// <exception cref="ArgumentException">A seed is not in the graph, or an option is outside its range.</exception>
    /// <remarks>O(contacts) per run, with a logarithm where many share one time; [n] scratch per thread. Source: as <see cref="IndependentCascade"/>, over the time-respecting paths of Holme and Saramäki 2012, "Temporal networks".</remarks>
    public static Spread Estimate(
        TimedEdges edges, bool isDirected, ReadOnlySpan<int> seeds, CascadeOptions? options = null, int threads = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(edges);
        options ??= new CascadeOptions();
        options.Check();
        IndependentCascade.Check(edges.NodeCount, seeds);
        var (from, reached) = (seeds.ToArray(), new int[options.Runs]);
        FixedChunks.Run(options.Runs, RunsPerChunk, threads, () => new bool[edges.NodeCount], (begin, end, has) =>
        {
            for (var run = begin; run < end; run++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                reached[run] = Play(edges, isDirected, from, new EdgeLots(options, run, isSymmetric: false), has);
            }
        });
        return Spread.Of(reached);
    }

    private static int Play(TimedEdges edges, bool isDirected, int[] seeds, EdgeLots lots, bool[] has)
    {
        Array.Clear(has);
        var count = 0;
        foreach (var seed in seeds)
        {
            count += has[seed] ? 0 : 1;
            has[seed] = true;
        }
        var times = edges.Times;
        for (var begin = 0; begin < times.Length;)
        {
            var end = begin + 1;
            while (end < times.Length && times[end] == times[begin])
                end++;
            count += end - begin == 1 ? Pass(edges, begin, isDirected, lots, has) : PassAtOnce(edges, begin, end, isDirected, lots, has);
            begin = end;
        }
        return count;
    }

    /// <summary>One contact; gives the nodes that it adds.</summary>
    private static int Pass(TimedEdges edges, int row, bool isDirected, EdgeLots lots, bool[] has)
    {
        var (source, target) = (edges.Sources[row], edges.Targets[row]);
        var passes = isDirected ? has[source] && !has[target] : has[source] != has[target];
        if (!passes || !lots.Passes(row))
            return 0;
        has[source] = has[target] = true;
        return 1;
    }

    /// <summary>Contacts of one time, in whichever order reaches most: from what is reached on. O(contacts log contacts), however long the paths.</summary>
    private static int PassAtOnce(TimedEdges edges, int begin, int end, bool isDirected, EdgeLots lots, bool[] has)
    {
        var steps = new List<(int From, int To)>();
        for (var row = begin; row < end; row++)
        {
            var (source, target) = (edges.Sources[row], edges.Targets[row]);
            if ((has[source] && has[target]) || !lots.Passes(row))
                continue;
            steps.Add((source, target));
            if (!isDirected)
                steps.Add((target, source));
        }
        steps.Sort();
        var waiting = new Stack<int>();
        for (var i = 0; i < steps.Count; i++)
        {
            if (has[steps[i].From] && (i == 0 || steps[i - 1].From != steps[i].From))
                waiting.Push(i);
        }
        var count = 0;
        while (waiting.TryPop(out var first))
        {
            for (var i = first; i < steps.Count && steps[i].From == steps[first].From; i++)
            {
                var reached = steps[i].To;
                if (has[reached])
                    continue;
                has[reached] = true;
                count++;
                var place = FirstFrom(steps, reached);
                if (place < steps.Count && steps[place].From == reached)
                    waiting.Push(place);
            }
        }
        return count;
    }

    private static int FirstFrom(List<(int From, int To)> steps, int node)
    {
        var place = steps.BinarySearch((node, -1));
        return place < 0 ? ~place : place;
    }
}
