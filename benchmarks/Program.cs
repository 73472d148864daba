using NetMl.Benchmarks.GraphSuite;
using NetMl.Benchmarks.SystemSuite;

switch (args)
{
    case ["system", .. var rest] when rest is [] or ["--quick"]:
        return await SystemBenchmark.RunAsync(isQuick: rest.Length > 0, CancellationToken.None);
    case ["graph", .. var rest] when rest is [] or ["--quick"]:
        return GraphBenchmark.Run(isQuick: rest.Length > 0);
    default:
        await Console.Error.WriteLineAsync($"benchmarks: '{string.Join(' ', args)}' is not a suite. Run: dotnet run -c Release --project benchmarks -- system|graph [--quick]");
        return 2;
}
