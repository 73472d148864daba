using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetMl.Contracts.Datasets;
using NetMl.Contracts.Graphs;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Tests.Commands;

/// <summary>Every list comes as a table, as JSON and as CSV.</summary>
public sealed class ListFormatsTests
{
    /// <summary>Commands with --json that show or make one thing; everything else with --json is a list.</summary>
    private static readonly string[] OneThing =
    [
        "ingest", "datasets show", "host", "models card", "explain flow", "explain host", "explain node", "graph import", "graph show", "train", "federation create", "federation status", "federation watch", "federation invite", "demo",
    ];

    [Fact]
    public void Commands_ThatList_HaveJsonAndCsv()
    {
        var terminal = new Terminal(Terminal.Open(TextWriter.Null, plain: true), Terminal.Open(TextWriter.Null, plain: true), () => Stream.Null, _ => null);

        var all = Walk(NetMlApp.CreateRoot(terminal), "").ToDictionary(pair => pair.Path, pair => pair.Command.Options.Select(option => option.Name).ToHashSet());

        var lists = all.Where(pair => pair.Value.Contains("--json") && !OneThing.Contains(pair.Key)).Select(pair => pair.Key).ToList();
        Assert.Empty(OneThing.Except(all.Keys));
        Assert.Superset(
            new HashSet<string> { "datasets", "hosts", "edges", "ego", "communities", "paths", "snapshots", "behaviours", "jobs", "models", "graph list", "graph nodes", "graph edges", "federation list", "score", "evaluate", "models compare" },
            lists.ToHashSet());
        Assert.All(lists, path => Assert.True(all[path].Contains("--csv"), $"netml {path} has --json but no --csv."));
        Assert.All(all.Where(pair => pair.Value.Contains("--csv")), pair => Assert.Contains("--json", pair.Value));
    }

    [Theory]
    [InlineData("datasets")]
    [InlineData("hosts", "office")]
    [InlineData("edges", "office")]
    [InlineData("ego", "office", "10.0.0.1")]
    [InlineData("communities", "office")]
    [InlineData("paths", "office", "a", "b")]
    [InlineData("snapshots", "office")]
    [InlineData("behaviours", "office")]
    [InlineData("jobs")]
    [InlineData("models")]
    [InlineData("graph", "list")]
    [InlineData("graph", "nodes", "cora")]
    [InlineData("graph", "edges", "cora")]
    [InlineData("federation", "list")]
    [InlineData("score", "m", "f")]
    [InlineData("evaluate", "m", "--dataset", "d")]
    [InlineData("models", "compare", "m", "n")]
    public async Task JsonAndCsv_Together_AreRefused(params string[] command)
    {
        var run = await NetMlRun.StartAsync([.. command, "--json", "--csv"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--json and --csv are two forms of the same list", run.Sentence);
    }

    public static TheoryData<string, string, object, string> Answers { get; } = new()
    {
        { "communities office", "/v1/datasets/office/communities", new CommunitiesPage("office", "leiden", 0.4, 1, 0, [new CommunitySummary(0, 3, 9, 1, ["10.0.0.1", "10.0.0.2"])]), "0,3,9,1,10.0.0.1;10.0.0.2" },
        { "communities office 0", "/v1/datasets/office/communities/0", new CommunityMembers("office", new CommunitySummary(0, 1, 9, 1, []), 0, ["10.0.0.1"]), "10.0.0.1" },
        { "paths office a b", "/v1/datasets/office/paths", new HostPaths("office", "a", "b", "hops", [new HostPath(["a", "b"], [Samples.Noon])]), "0,1,b,2026-11-20T12:00:00+00:00" },
        { "ego office a", "/v1/datasets/office/hosts/a/ego", new EgoNetwork("office", "a", 1, 2, 1, false, [], [new EgoEdge("a", "b", 3, 4)]), "a,b,3,4" },
        { "graph nodes cora", "/v1/graphs/cora/nodes", new GraphNodesPage("cora", 1, 0, [new GraphNode("p1", "=theory", "train", [3, 5], [1, 0.5f])]), "p1,'=theory,train,3;5,1;0.5" },
        { "graph edges cora", "/v1/graphs/cora/edges", new GraphEdgesPage("cora", 1, 0, [new GraphEdge("p1", "p2", 0.25)]), "p1,p2,0.25" },
        {
            "models", "/v1/models",
            new[] { new ModelEntry("m", [new ModelVersion("m", 2, "ab", "host-anomaly", 7, Samples.Noon, "job-1")], new Dictionary<string, int> { ["latest"] = 2, ["best"] = 1 }) },
            "m,2,latest,host-anomaly,7,2026-11-20T12:00:00+00:00,job-1,ab,,"
        },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Csv_EachShape_HasOneRowPerEntry(string command, string path, object answer, string row)
    {
        await using var gateway = await FakeGateway.StartAsync(app => app.MapGet(path, () => Results.Json(answer)));

        var run = await gateway.NetMlAsync([.. command.Split(' '), "--csv"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(row, run.Output.Split("\r\n")[^2]);
    }

    private static IEnumerable<(string Path, Command Command)> Walk(Command command, string path)
    {
        foreach (var sub in command.Subcommands)
        {
            var name = path.Length == 0 ? sub.Name : $"{path} {sub.Name}";
            yield return (name, sub);
            foreach (var deeper in Walk(sub, name))
                yield return deeper;
        }
    }
}
