using System.Globalization;

namespace NetMl.Benchmarks.FederationSuite;

/// <summary>One round of secure aggregation against plain FedAvg: seconds and bytes of a client and of the server, and the server's memory; and many virtual clients.</summary>
internal static class FederationBenchmark
{
    public static int Run(bool isQuick)
    {
        var folder = Directory.CreateTempSubdirectory("netml-benchmark-");
        try
        {
            var figures = new List<Figure>();
            var vectors = Path.Combine(folder.FullName, "vectors");
            var parameters = 100_000;
            var rounds = new List<RoundCost>();
            foreach (var clients in (ReadOnlySpan<int>)[10, 100, 1000])
            {
                // Quick: the larger rounds with fewer parameters.
                parameters = !isQuick || clients == 10 ? 100_000 : clients == 100 ? 20_000 : 5_000;
                rounds.Add(RoundCost.Measure(clients, parameters, folder.FullName, vectors));
                figures.AddRange(rounds[^1].Figures());
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clients} clients × {parameters} parameters measured"));
            }
            figures.Add(new Figure("federation.server_memory_ratio_1000_vs_10", rounds[^1].SecureServer.PeakMegabytes / rounds[0].SecureServer.PeakMegabytes, "x",
                string.Create(CultureInfo.InvariantCulture, $"peak of the server's process: {rounds[^1].SecureServer.PeakMegabytes:0} against {rounds[0].SecureServer.PeakMegabytes:0} MB; the vectors of 1000 clients alone have {1000 * 4.0 * rounds[^1].Parameters / 1e6:0} MB")));
            figures.AddRange(NumpySum.Measure(vectors, parameters + 1, isQuick ? 3 : 7));
            figures.Add(VirtualClients.Measure(isQuick ? 1 : 3));
            Report.Write("federation", isQuick, figures, []);
            return 0;
        }
        catch (BenchmarkFailure failure)
        {
            Console.Error.WriteLine($"benchmarks: {failure.Message}");
            return 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
