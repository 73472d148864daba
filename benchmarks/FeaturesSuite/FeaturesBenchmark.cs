namespace NetMl.Benchmarks.FeaturesSuite;

/// <summary>Features of a million flows: how long, how much memory, how exact where they are approximated, and what one more window costs.</summary>
internal static class FeaturesBenchmark
{
    public static int Run(bool isQuick)
    {
        try
        {
            var figures = new List<Figure>();
            figures.AddRange(MillionFlows.Measure(isQuick ? 1 : 3));
            Report.Write("features", isQuick, figures, []);
            return 0;
        }
        catch (BenchmarkFailure failure)
        {
            Console.Error.WriteLine($"benchmarks: {failure.Message}");
            return 1;
        }
    }
}
