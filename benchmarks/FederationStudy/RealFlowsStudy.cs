using NetMl.Contracts.Federation;

namespace NetMl.Benchmarks.FederationStudy;

/// <summary>Local-only, centralised and federated learning on real captures side by side, with secure aggregation and with differential privacy. Prints the tables of docs/federation/real-flows.md.</summary>
internal static class RealFlowsStudy
{
    public static async Task<int> RunAsync(bool isQuick)
    {
        try
        {
            var seeds = Enumerable.Range(1, isQuick ? 1 : 3).ToArray();
            var stratosphere = await RealCaptures.StratosphereAsync();
            var withBackground = stratosphere with { Title = $"{stratosphere.Title}, with the class Background", Classes = ["Background", .. stratosphere.Classes] };
            foreach (var captures in new[] { stratosphere, withBackground, await RealCaptures.InternetOfThingsAsync() })
            {
                var comparison = new RealFlowsComparison(captures, seeds);
                comparison.Compare();
                if (captures != stratosphere && captures != withBackground)
                    continue;
                comparison.LeaveOneOut(new StrategyPlan());
                if (!isQuick)
                    comparison.Choose();
            }
            return 0;
        }
        catch (BenchmarkFailure failure)
        {
            await Console.Error.WriteLineAsync($"benchmarks: {failure.Message}");
            return 1;
        }
    }
}
