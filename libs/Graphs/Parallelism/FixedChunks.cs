using System.Runtime.ExceptionServices;

namespace NetMl.Graphs.Parallelism;

/// <summary>Cuts 0..size−1 into chunks and lets threads take them one after another.</summary>
/// <remarks>
/// Where chunks begin depends on the size and the chunk size alone, and sums are added in chunk order, so results are the same bits
/// for any number of threads. A chunk must write only what no other chunk reads or writes. What a body throws is thrown to the caller.
/// </remarks>
public static class FixedChunks
{
    /// <summary>Works on [begin, end).</summary>
    public delegate void Body(int begin, int end);

    /// <summary>Works on [begin, end) with what this thread keeps for itself.</summary>
    public delegate void Body<in TScratch>(int begin, int end, TScratch scratch);

    /// <summary>The number of threads that are meant: 0 means one per core.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0.</exception>
    public static int Threads(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        return threads == 0 ? Environment.ProcessorCount : threads;
    }

    /// <summary>Chunks that a size is cut into.</summary>
    public static int Count(int size, int chunkSize) => (int)(((long)size + chunkSize - 1) / chunkSize);

    /// <summary>Runs the body once per chunk.</summary>
    /// <param name="size">≥ 0.</param>
    /// <param name="chunkSize">≥ 1: a constant of the caller, never derived from the number of threads.</param>
    /// <param name="threads">0 for one per core; 1 runs on the calling thread, in order.</param>
    /// <param name="body">Called with each [begin, end), in any order.</param>
    public static void Run(int size, int chunkSize, int threads, Body body) =>
        Run(size, chunkSize, threads, static () => 0, (begin, end, _) => body(begin, end));

    /// <summary>Runs the body once per chunk, with scratch memory that is made once per thread.</summary>
    public static void Run<TScratch>(int size, int chunkSize, int threads, Func<TScratch> scratch, Body<TScratch> body)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfLessThan(chunkSize, 1);
        ArgumentNullException.ThrowIfNull(scratch);
        ArgumentNullException.ThrowIfNull(body);
        var chunks = Count(size, chunkSize);
        var next = -1;
        Workers(Math.Min(Threads(threads), chunks), Work);

        void Work()
        {
            var own = scratch();
            for (var chunk = Interlocked.Increment(ref next); chunk < chunks; chunk = Interlocked.Increment(ref next))
            {
                var begin = chunk * chunkSize;
                body(begin, (int)Math.Min((long)begin + chunkSize, size), own);
            }
        }
    }

    /// <summary>Adds what the body gives for each chunk, in chunk order.</summary>
    public static double Sum(int size, int chunkSize, int threads, Func<int, int, double> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var parts = new double[Count(size, chunkSize)];
        Run(size, chunkSize, threads, (begin, end) => parts[begin / chunkSize] = body(begin, end));
        var sum = 0.0;
        foreach (var part in parts)
            sum += part;
        return sum;
    }

    /// <summary>Adds what the body gives for each chunk.</summary>
    public static long Sum(int size, int chunkSize, int threads, Func<int, int, long> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var sum = 0L;
        Run(size, chunkSize, threads, (begin, end) => Interlocked.Add(ref sum, body(begin, end)));
        return sum;
    }

    private static void Workers(int count, Action work)
    {
        if (count <= 1)
        {
            work();
            return;
        }
        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = count }, _ => work());
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
    }
}
