using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Tests.Parallelism;

public class FixedChunksTests
{
    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 10)]
    [InlineData(10, 10)]
    [InlineData(1001, 10)]
    [InlineData(57, 1)]
    public void Run_AnyThreads_VisitsEachNumberOnceInTheSameChunks(int size, int chunkSize)
    {
        foreach (var threads in ThreadCounts.Few)
        {
            var visits = new int[size];

            FixedChunks.Run(size, chunkSize, threads, (begin, end) =>
            {
                Assert.Equal(0, begin % chunkSize);
                Assert.Equal(Math.Min(begin + chunkSize, size), end);
                for (var i = begin; i < end; i++)
                    visits[i]++;
            });

            Assert.All(visits, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void Sum_NumbersThatRoundDifferentlyByOrder_GivesTheSameBitsForAnyThreads() =>
        ThreadCounts.AgreeOn(threads => FixedChunks.Sum(100_000, 128, threads, (begin, end) =>
        {
            var sum = 0.0;
            for (var i = begin; i < end; i++)
                sum += Math.Sin(i) * 1e10 / (i + 1);
            return sum;
        }));

    [Fact]
    public void Sum_Counts_AddsAllChunks() =>
        Assert.Equal(1000L * 999 / 2, FixedChunks.Sum(1000, 7, 3, (begin, end) => Enumerable.Range(begin, end - begin).Sum(i => (long)i)));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Run_BodyThrows_ThrowsThatException(int threads) =>
        Assert.Throws<ArgumentException>(() => FixedChunks.Run(100, 1, threads, (_, _) => throw new ArgumentException("weights")));

    [Fact]
    public void Threads_BelowZero_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => FixedChunks.Threads(-1));
}
