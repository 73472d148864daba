using System.Runtime.CompilerServices;

namespace NetMl.Tensors.Parallelism;

/// <summary>Threads that wait for the next kernel: the caller and its helpers take chunks one after another.</summary>
/// <remarks>
/// Made for kernels of microseconds: handing out work allocates nothing, and helpers spin for a moment before they sleep. How work
/// is cut is the kernel's choice and must not depend on <see cref="Threads"/>, so that results are the same bits for any number
/// of threads. A team that is busy (another thread's kernel, or one inside a kernel) lets the caller work alone.
/// </remarks>
public sealed class WorkTeam : IDisposable
{
    // About 30 µs: longer than the gap between two kernels of a training step, short enough not to disturb other processes.
    private const int SpinsBeforeSleep = 400;

    private const long Open = 1;
    private const long Inside = 2;

    private readonly Thread[] _helpers;
    private readonly SemaphoreSlim _wake = new(0);
    private Call _call;

    // Upper half: number of the call. Lower half: bit 0 = helpers may come in, the rest counts those inside.
    private long _gate;
    private int _next;
    private int _sleeping;
    private int _isBusy;
    private volatile bool _isOver;

    /// <param name="threads">Threads that work at once, the caller among them; 0 = one per core.</param>
    /// <exception cref="ArgumentOutOfRangeException">Below 0.</exception>
    public WorkTeam(int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        Threads = threads == 0 ? Environment.ProcessorCount : threads;
        _helpers = new Thread[Threads - 1];
        for (var i = 0; i < _helpers.Length; i++)
        {
            _helpers[i] = new Thread(Help) { IsBackground = true, Name = $"tensor-{i + 1}" };
            _helpers[i].Start();
        }
    }

    /// <summary>The caller's thread alone.</summary>
    public static WorkTeam Alone { get; } = new(1);

    /// <summary>Threads that work at once.</summary>
    public int Threads { get; }

    /// <summary>Runs all chunks and returns when they are done. What a chunk throws on this thread is thrown on; on a helper it ends the process.</summary>
    /// <param name="chunks">≥ 0.</param>
    public unsafe void Run<TWork>(int chunks, scoped ref TWork work) where TWork : struct, IChunkWork, allows ref struct
    {
        if (chunks <= 1 || _helpers.Length == 0 || Interlocked.Exchange(ref _isBusy, 1) != 0)
        {
            for (var chunk = 0; chunk < chunks; chunk++)
                work.Run(chunk);
            return;
        }

        // The work lies on this thread's stack, which outlives the call: this method returns only when no helper is inside.
        _call = new Call(&RunChunk<TWork>, Unsafe.AsPointer(ref work), chunks);
        _next = 0;
        Interlocked.Exchange(ref _gate, ((_gate >> 32) + 1) << 32 | Open);
        try
        {
            // Whoever wakes claims the sleepers, so that each is woken once.
            if (Volatile.Read(ref _sleeping) > 0 && Interlocked.Exchange(ref _sleeping, 0) is > 0 and var asleep)
                _wake.Release(asleep);
            TakeChunks();
        }
        finally
        {
            Interlocked.And(ref _gate, ~Open);
            var spin = new SpinWait();
            while ((Volatile.Read(ref _gate) & uint.MaxValue) != 0)
                spin.SpinOnce(sleep1Threshold: -1);
            Volatile.Write(ref _isBusy, 0);
        }
    }

    /// <summary>Sends the helpers home; no work may be under way.</summary>
    public void Dispose()
    {
        if (_isOver || _helpers.Length == 0)
            return;
        _isOver = true;
        _wake.Release(_helpers.Length + 1);
        foreach (var helper in _helpers)
            helper.Join();
        _wake.Dispose();
    }

    private static unsafe void RunChunk<TWork>(void* work, int chunk) where TWork : struct, IChunkWork, allows ref struct =>
        Unsafe.AsRef<TWork>(work).Run(chunk);

    private unsafe void TakeChunks()
    {
        var call = _call;
        for (var chunk = Interlocked.Increment(ref _next) - 1; chunk < call.Chunks; chunk = Interlocked.Increment(ref _next) - 1)
            call.Body(call.Work, chunk);
    }

    private void Help()
    {
        for (var seen = 0L; !_isOver;)
        {
            var gate = WaitForCall(seen);
            if ((gate & Open) == 0 || Interlocked.CompareExchange(ref _gate, gate + Inside, gate) != gate)
                continue;
            seen = gate >> 32;
            TakeChunks();
            Interlocked.Add(ref _gate, -Inside);
        }
    }

    // Returns a gate that is open for a call that this helper has not seen, or any gate once the team is over.
    private long WaitForCall(long seen)
    {
        for (var spins = 0; ; spins++)
        {
            var gate = Volatile.Read(ref _gate);
            if (_isOver || IsNew(gate, seen))
                return gate;
            if (spins < SpinsBeforeSleep)
            {
                Thread.SpinWait(8);
                continue;
            }
            Interlocked.Increment(ref _sleeping);
            if ((!IsNew(Volatile.Read(ref _gate), seen) && !_isOver) || !TryStayAwake())
                _wake.Wait();
            spins = 0;
        }
    }

    // False when somebody has claimed this sleeper already: its permit must be taken.
    private bool TryStayAwake()
    {
        for (var sleeping = Volatile.Read(ref _sleeping); sleeping > 0; sleeping = Volatile.Read(ref _sleeping))
            if (Interlocked.CompareExchange(ref _sleeping, sleeping - 1, sleeping) == sleeping)
                return true;
        return false;
    }

    private static bool IsNew(long gate, long seen) => (gate & Open) != 0 && gate >> 32 != seen;

    private readonly unsafe struct Call(delegate*<void*, int, void> body, void* work, int chunks)
    {
        public readonly delegate*<void*, int, void> Body = body;
        public readonly void* Work = work;
        public readonly int Chunks = chunks;
    }
}
