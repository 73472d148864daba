using System.Diagnostics;
using System.Globalization;
using NetMl.Contracts.Federation;
using NetMl.Federation.Learning;
using NetMl.Federation.Simulation;
using NetMl.Federation.Strategies;

namespace NetMl.Benchmarks.FederationSuite;

/// <summary>Ten thousand virtual clients in one process, all asked in every round.</summary>
internal static class VirtualClients
{
    private const int Clients = 10_000;
    private const int Examples = 50;
    private const int Width = 60;
    private const int Classes = 10;

    public static Figure Measure(int rounds)
    {
        var strategy = FederatedStrategies.Create(new StrategyPlan(), new LocalPlan(Optimiser: "sgd"), default);
        var federation = new VirtualFederation(
            strategy, new SimulationPlan(Clients, DropoutShare: 0.05), new LocalOrder(1, 0.05, BatchUnits: 10), Client, new float[Classes * (Width + 1)]);
        var started = Stopwatch.GetTimestamp();
        var losses = Enumerable.Range(0, rounds).Select(_ => federation.RunRound(CancellationToken.None).Loss).ToArray();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds / rounds;
        if (rounds > 1 && !(losses[^1] < losses[0]))
            throw new BenchmarkFailure("The simulated federation does not learn.");
        return new Figure("federation.simulation_10000_clients_seconds", seconds, "s", string.Create(CultureInfo.InvariantCulture,
            $"one round of FedAvg over {Clients} virtual clients of {Examples} examples, {Width} features, {Classes} classes, 5 % away, mean of {rounds}; loss {losses[0]:0.000} → {losses[^1]:0.000}"));
    }

    private static LogisticObjective Client(int client)
    {
        var random = new Random(client);
        var (features, labels) = (new float[Examples * Width], new int[Examples]);
        for (var example = 0; example < Examples; example++)
        {
            labels[example] = random.Next(Classes);
            for (var i = 0; i < Width; i++)
                features[example * Width + i] = (float)(random.NextDouble() - 0.5) + (i % Classes == labels[example] ? 0.3f : 0);
        }
        return new LogisticObjective(new Examples(features, labels, Width), NetMl.Federation.Simulation.Examples.None(Width), Classes);
    }
}
