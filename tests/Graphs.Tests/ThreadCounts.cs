namespace NetMl.Graphs.Tests;

/// <summary>Runs the same work on 1, 2, 3 and 7 threads.</summary>
internal static class ThreadCounts
{
    public static IReadOnlyList<int> Few { get; } = [1, 2, 3, 7];

    /// <summary>All numbers of threads give the same bits; returns the answer.</summary>
    public static T AgreeOn<T>(Func<int, T> compute)
    {
        var alone = compute(1);
        foreach (var threads in Few)
            Assert.Equal(alone, compute(threads));
        return alone;
    }
}
