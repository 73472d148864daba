using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using NetMl.Cli.Reports;
using NetMl.Contracts.Datasets;

namespace NetMl.Cli.Commands;

/// <summary>netml paths DATASET SOURCE TARGET</summary>
internal static class PathsCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var dataset = CommonOptions.Dataset();
        var source = CommonOptions.Address("SOURCE", "Address where the paths begin.");
        var target = CommonOptions.Address("TARGET", "Address where they end.");
        var inTime = new Option<bool>("--in-time") { Description = "The path that arrives first, each flow starting at or after the one before it." };
        var undirected = new Option<bool>("--undirected") { Description = "Take links either way, not only from who opened flows to whom." };
        var count = CommonOptions.Number("--count", 3, "Paths to list, fewest hops first", 1, 100);
        var json = CommonOptions.Json();
        var csv = CommonOptions.Csv(json);
        var command = new Command("paths", "Shows how one host reaches another.") { dataset, source, target, inTime, undirected, count, json, csv }
            .WithExamples("netml paths office 10.0.0.7 10.0.0.99", "netml paths office 10.0.0.7 10.0.0.99 --in-time", "netml paths office 10.0.0.7 10.0.0.8 --undirected --count 10");
        command.Validators.Add(result =>
        {
            if (result.GetValue(inTime) && result.GetValue(undirected))
                result.AddError("--in-time follows the direction of flows: leave --undirected out.");
        });
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var paths = await gateway.Hosts.ListPathsAsync(
                parse.GetValue(dataset) ?? "", parse.GetValue(source) ?? "", parse.GetValue(target) ?? "", parse.GetValue(inTime) ? "time" : "hops",
                !parse.GetValue(undirected), parse.GetValue(count), cancellationToken);
            return parse.GetValue(csv) ? terminal.WriteCsv(["path", "hop", "host", "time"], Hops(paths)) : terminal.Print(parse.GetValue(json), paths, () => Print(terminal, paths));
        });
        return command;
    }

    /// <summary>One entry for each host of each path; the time is that of the flow that leads to it.</summary>
    private static IEnumerable<JsonObject> Hops(HostPaths answer)
    {
        for (var path = 0; path < answer.Paths.Count; path++)
        {
            for (var hop = 0; hop < answer.Paths[path].Hosts.Count; hop++)
            {
                var time = hop > 0 ? answer.Paths[path].Times?[hop - 1].ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture) : null;
                yield return new JsonObject { ["path"] = path, ["hop"] = hop, ["host"] = answer.Paths[path].Hosts[hop], ["time"] = time };
            }
        }
    }

    private static void Print(Terminal terminal, HostPaths answer)
    {
        if (answer.Paths.Count == 0)
            terminal.WriteRaw($"No path leads from {answer.Source} to {answer.Target}.");
        foreach (var path in answer.Paths)
        {
            var hops = path.Hosts.Skip(1).Select((host, i) => path.Times is null ? $" → {host}" : $" → {host} ({Words.Time(path.Times[i])})");
            terminal.WriteRaw($"{Words.Count(path.Hosts.Count - 1, "hop", "hops")}: {path.Hosts[0]}{string.Concat(hops)}");
        }
    }
}
