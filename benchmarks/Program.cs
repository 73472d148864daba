using NetMl.Benchmarks.GraphSuite;
using NetMl.Benchmarks.ParseSuite;
using NetMl.Benchmarks.SystemSuite;

switch (args)
{
    case ["system", .. var rest] when rest is [] or ["--quick"]:
        return await SystemBenchmark.RunAsync(isQuick: rest.Length > 0, CancellationToken.None);
    case ["graph", .. var rest] when rest is [] or ["--quick"]:
        return GraphBenchmark.Run(isQuick: rest.Length > 0);
    case ["parse", .. var rest] when rest is [] or ["--quick"]:
        return await ParseBenchmark.RunAsync(isQuick: rest.Length > 0, CancellationToken.None);
    default:
        await Console.Error.WriteLineAsync($"benchmarks: '{string.Join(' ', args)}' is not a suite. Run: dotnet run -c Release --project benchmarks -- system|graph|parse [--quick]");
        return 2;
}
