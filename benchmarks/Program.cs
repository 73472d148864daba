using NetMl.Benchmarks.SystemSuite;

switch (args)
{
    case ["system", .. var rest] when rest is [] or ["--quick"]:
        return await SystemBenchmark.RunAsync(isQuick: rest.Length > 0, CancellationToken.None);
    default:
        await Console.Error.WriteLineAsync($"benchmarks: '{string.Join(' ', args)}' is not a suite. Run: dotnet run -c Release --project benchmarks -- system [--quick]");
        return 2;
}
