using System.Runtime.InteropServices;
using NetMl.Contracts.Federation;
using NetMl.Federation.GraphTasks;

namespace NetMl.Training.Tests.Federations;

/// <summary>A bench with enrolled sites a, b, c, …</summary>
internal sealed class Gathering : IDisposable
{
    private Gathering(FederationPlan plan, ActorBench bench) => (Plan, Bench) = (plan, bench);

    public FederationPlan Plan { get; }

    public ActorBench Bench { get; }

    public List<TestSite> Sites { get; } = [];

    public TestSite this[string name] => Sites.Single(site => site.Name == name);

    public static FederationPlan PlanOf(bool secure, int rounds = 2) => new(
        ActorBench.Name, "m", ["Benign", "Malicious"], Rounds: rounds, HiddenSize: 2, Security: new SecurityPlan(SecureAggregation: secure), Deadlines: new DeadlinePlan(60, 300));

    public static async Task<Gathering> OfAsync(FederationPlan plan, int sites, bool restartsEachTurn = false)
    {
        var bench = new ActorBench { RestartsEachTurn = restartsEachTurn };
        var gathering = new Gathering(plan, bench);
        await bench.CreateAsync(plan);
        foreach (var name in Enumerable.Range(0, sites).Select(i => $"{(char)('a' + i)}"))
            await gathering.JoinAsync(name);
        return gathering;
    }

    public async Task<TestSite> JoinAsync(string name)
    {
        Assert.True((await Bench.CallAsync(actor => actor.InviteAsync(name, ActorLink.KeyId))).IsGood);
        var site = new TestSite(name, new ActorLink(Bench, name), Plan);
        Sites.Add(site);
        await site.EnrolAsync();
        return site;
    }

    /// <summary>All sites (but some) act in turn until none has anything to do.</summary>
    public async Task RunAsync(params string[] without)
    {
        for (var acted = true; acted;)
        {
            acted = false;
            foreach (var site in Sites.Where(site => !without.Contains(site.Name)))
                acted |= await site.ActAsync();
        }
    }

    /// <summary>Everybody works until the federation stands in this step of this purpose.</summary>
    public async Task<SiteTask> ReachAsync(string purpose, string step)
    {
        while (true)
        {
            var acted = false;
            foreach (var site in Sites)
            {
                var task = await site.TaskAsync();
                if (task.Purpose == purpose && task.Step == step)
                    return task;
                acted |= await site.ActAsync(task);
            }
            Assert.True(acted, $"Nobody gets to {purpose}, {step}: {(await Bench.StatusAsync()).Note}");
        }
    }

    /// <summary>The shared model as sites read it.</summary>
    public async Task<float[]> GlobalAsync()
    {
        var order = (await Sites[0].TaskAsync()).Order;
        return MemoryMarshal.Cast<byte, float>(await Bench.LoadAsync(ActorBench.Name, order?.Global ?? "", CancellationToken.None)).ToArray();
    }

    /// <summary>Fed-avg of constant updates: the first parameters, moved by the mean of the sites' values each round.</summary>
    public float[] Expected(int rounds, double mean) => [.. PlannedNetwork.Initial(Plan).Select(value => (float)(value + rounds * mean))];

    public void Dispose() => Sites.ForEach(site => site.Dispose());
}
