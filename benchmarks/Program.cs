using System.Globalization;
using NetMl.Benchmarks.AccuracySuite;
using NetMl.Benchmarks.AnomaliesSuite;
using NetMl.Benchmarks.BehavioursSuite;
using NetMl.Benchmarks.FeaturesSuite;
using NetMl.Benchmarks.FederationStudy;
using NetMl.Benchmarks.FederationSuite;
using NetMl.Benchmarks.GemmSuite;
using NetMl.Benchmarks.GnnSuite;
using NetMl.Benchmarks.GraphSuite;
using NetMl.Benchmarks.LayoutSuite;
using NetMl.Benchmarks.ParseSuite;
using NetMl.Benchmarks.ResultsSuite;
using NetMl.Benchmarks.SocialSuite;
using NetMl.Benchmarks.SystemSuite;
using NetMl.Benchmarks.TreesSuite;

switch (args)
{
    case ["system", .. var rest] when rest is [] or ["--quick"]:
        return await SystemBenchmark.RunAsync(isQuick: rest.Length > 0, CancellationToken.None);
    case ["graph", .. var rest] when rest is [] or ["--quick"]:
        return GraphBenchmark.Run(isQuick: rest.Length > 0);
    case ["social", .. var rest] when rest is [] or ["--quick"]:
        return await SocialBenchmark.RunAsync(isQuick: rest.Length > 0, CancellationToken.None);
    case ["layout", .. var rest] when rest is [] or ["--quick"]:
        return LayoutBenchmark.Run(isQuick: rest.Length > 0);
    case ["parse", .. var rest] when rest is [] or ["--quick"]:
        return await ParseBenchmark.RunAsync(isQuick: rest.Length > 0, CancellationToken.None);
    case ["features", .. var rest] when rest is [] or ["--quick"]:
        return await FeaturesBenchmark.RunAsync(isQuick: rest.Length > 0, CancellationToken.None);
    case ["gemm", .. var rest] when rest is [] or ["--quick"]:
        return GemmBenchmark.Run(isQuick: rest.Length > 0);
    case ["trees", .. var rest] when rest is [] or ["--quick"]:
        return TreesBenchmark.Run(isQuick: rest.Length > 0);
    case ["federation", .. var rest] when rest is [] or ["--quick"]:
        return FederationBenchmark.Run(isQuick: rest.Length > 0);
    case [ServerRun.Argument, var tape, var sum]:
        return ServerRun.Run(tape, sum);
    case ["gnn", .. var rest] when rest is [] or ["--quick"]:
        return await GnnBenchmark.RunAsync(isQuick: rest.Length > 0, CancellationToken.None);
    case [SageRun.Argument, .. var numbers] when numbers.Length == 6:
        var sizes = Array.ConvertAll(numbers, number => int.Parse(number, CultureInfo.InvariantCulture));
        return SageRun.Run(sizes[0], sizes[1], sizes[2], sizes[3], sizes[4], sizes[5]);
    case ["accuracy", .. var rest] when rest is [] or ["--quick"]:
        return await AccuracyBenchmark.RunAsync(isQuick: rest.Length > 0, CancellationToken.None);
    case ["anomalies", .. var rest] when rest is [] or ["--quick"]:
        return await AnomaliesBenchmark.RunAsync(isQuick: rest.Length > 0, CancellationToken.None);
    case ["behaviours", .. var rest] when rest is [] or ["--quick"]:
        return await BehavioursBenchmark.RunAsync(isQuick: rest.Length > 0, CancellationToken.None);
    case ["behaviours", "--file", .. var files] when files is not []:
        return await BehavioursBenchmark.ShowAsync(files, CancellationToken.None);
    case ["federation-flows", .. var rest] when rest is [] or ["--quick"]:
        return await RealFlowsStudy.RunAsync(isQuick: rest.Length > 0);
    case ["results", .. var rest]:
        return await ResultsBenchmark.RunAsync(rest);
    case [FeatureRun.Argument, var flows]:
        return FeatureRun.Run(int.Parse(flows, CultureInfo.InvariantCulture));
    case ["federation-study", .. var rest] when rest is [] or ["--quick"]:
        return FedProxStudy.Run(isQuick: rest.Length > 0);
    case ["federation-study", "--membership", .. var rest] when rest is [] or ["--quick"]:
        return MembershipReport.Run(isQuick: rest.Length > 0);
    default:
        await Console.Error.WriteLineAsync($"benchmarks: '{string.Join(' ', args)}' is not a suite. Run: dotnet run -c Release --project benchmarks -- system|graph|layout|social|anomalies|accuracy|gnn|parse|features|gemm|trees|federation|federation-study [--membership]|federation-flows|behaviours|results [--quick], or behaviours --file PATH...");
        return 2;
}
