using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Tests.Parallelism;

public sealed class WorkTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Run_ManyCalls_DoesEveryChunkOnce(int threads)
    {
        using var team = new WorkTeam(threads);
        var done = new int[97];

        for (var call = 0; call < 2000; call++)
        {
            var work = new Counting(done);
            team.Run(call % (done.Length + 1), ref work);
        }

        for (var chunk = 0; chunk < done.Length; chunk++)
            Assert.Equal(Enumerable.Range(0, 2000).Count(call => call % (done.Length + 1) > chunk), done[chunk]);
    }

    [Fact]
    public void Run_FromManyThreads_DoesEveryChunkOnce()
    {
        using var team = new WorkTeam(3);
        var done = Enumerable.Range(0, 4).Select(_ => new int[50]).ToArray();

        Parallel.ForEach(done, mine =>
        {
            for (var call = 0; call < 500; call++)
            {
                var work = new Counting(mine);
                team.Run(mine.Length, ref work);
            }
        });

        Assert.All(done, mine => Assert.All(mine, count => Assert.Equal(500, count)));
    }

    [Fact]
    public void Run_AfterARest_WakesNobodyTooEarly()
    {
        using var team = new WorkTeam(4);
        var done = new int[64];

        for (var call = 0; call < 30; call++)
        {
            var work = new Counting(done);
            team.Run(done.Length, ref work);
            Thread.SpinWait(200_000);
        }

        Assert.All(done, count => Assert.Equal(30, count));
    }

    [Fact]
    public void Run_WarmCall_AllocatesNothing()
    {
        using var team = new WorkTeam(2);
        var work = new Counting(new int[16]);
        team.Run(16, ref work);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < 100; call++)
            team.Run(16, ref work);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Run_ChunkThrows_ReachesTheCallerAndTheTeamWorksOn()
    {
        using var team = new WorkTeam(2);
        var caller = Environment.CurrentManagedThreadId;
        for (var call = 0; call < 50; call++)
        {
            var failing = new Failing(caller);
            Assert.Throws<InvalidOperationException>(() => Call(team, failing));
        }
        var done = new int[40];

        var work = new Counting(done);
        team.Run(40, ref work);

        Assert.All(done, count => Assert.Equal(1, count));
    }

    [Fact]
    public void Dispose_Twice_DoesNothing()
    {
        var team = new WorkTeam(3);

        team.Dispose();
        team.Dispose();
        WorkTeam.Alone.Dispose();
    }

    private static void Call(WorkTeam team, Failing work) => team.Run(64, ref work);

    // Fails on the caller's thread alone, once helpers are likely to be inside.
    private readonly struct Failing(int caller) : IChunkWork
    {
        public void Run(int chunk)
        {
            Thread.SpinWait(100);
            if (Environment.CurrentManagedThreadId == caller && chunk > 2)
                throw new InvalidOperationException("A chunk failed.");
            if (chunk > 60 && Environment.CurrentManagedThreadId != caller)
                Thread.SpinWait(100_000);
        }
    }

    private readonly struct Counting(int[] done) : IChunkWork
    {
        public void Run(int chunk) => Interlocked.Increment(ref done[chunk]);
    }
}
