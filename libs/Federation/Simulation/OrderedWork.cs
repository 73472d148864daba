using NetMl.Federation.Strategies;
using NetMl.Graphs.Parallelism;

namespace NetMl.Federation.Simulation;

/// <summary>Lets a bounded number of threads work for sites, and hands over what they gave in the order of the sites.</summary>
/// <remarks>Sites go in groups of 64: at most 64 contributions wait, and the bits of a sum are the same for any number of threads.</remarks>
internal static class OrderedWork
{
    private const int Group = 64;

    /// <param name="work">Called from several threads, once per job.</param>
    /// <param name="take">Called from the calling thread, in the order of jobs.</param>
    public static void Run<TJob>(IReadOnlyList<TJob> jobs, int threads, Func<TJob, SiteContribution> work, Action<TJob, SiteContribution> take)
    {
        var done = new SiteContribution[Math.Min(Group, jobs.Count)];
        for (var begin = 0; begin < jobs.Count; begin += Group)
        {
            var first = begin;
            var count = Math.Min(Group, jobs.Count - begin);
            FixedChunks.Run(count, 1, threads, (k, _) => done[k] = work(jobs[first + k]));
            for (var k = 0; k < count; k++)
                take(jobs[first + k], done[k]);
        }
    }
}
