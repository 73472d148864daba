namespace NetMl.Benchmarks.FeaturesSuite;

/// <summary>Features of a million flows: how long, how much memory, how exact where they are approximated, what one more window costs, and whether the store keeps up.</summary>
internal static class FeaturesBenchmark
{
    public static async Task<int> RunAsync(bool isQuick, CancellationToken cancellationToken)
    {
        try
        {
            var figures = new List<Figure>();
            figures.AddRange(MillionFlows.Measure(isQuick ? 1 : 3));
            figures.AddRange(ApproximationErrors.Measure());
            figures.Add(WindowCost.Measure(isQuick ? 40 : 100));
            if (PandasTraffic.Measure(isQuick ? 200_000 : 1_000_000, isQuick ? 1 : 3) is { } traffic)
                figures.Add(traffic);
            figures.AddRange(await StoreScale.MeasureAsync(isQuick, cancellationToken));
            Report.Write("features", isQuick, figures, []);
            return 0;
        }
        catch (BenchmarkFailure failure)
        {
            await Console.Error.WriteLineAsync($"benchmarks: {failure.Message}");
            return 1;
        }
    }
}
