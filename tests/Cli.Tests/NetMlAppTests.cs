namespace NetMl.Cli.Tests;

public sealed class NetMlAppTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Commands() => ["ingest", "datasets", "datasets show", "datasets delete", "hosts", "host", "edges", "ego", "communities", "brokers", "influence", "links", "paths", "features", "features export", "snapshots", "graph", "graph import", "graph list", "graph nodes", "graph edges", "graph show", "graph delete", "behaviours", "report", "top", "train", "jobs", "models", "models compare", "score", "evaluate", "federation", "federation create", "federation list", "federation status", "federation watch", "federation stop", "federation invite", "federation revoke", "federation transcript", "federation verify", "site", "site join", "site audit", "check", "demo"];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_EachCommand_ShowsAnExample(string command)
    {
        var run = await NetMlRun.StartAsync([.. command.Split(' '), "--help"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"  netml {command}", run.Output.Split("Examples:")[1]);
    }

    /// <summary>Each heading once, in their order, with its first option below it; what belongs to all commands comes last.</summary>
    [Fact]
    public async Task Help_OfTrain_HasItsOptionsUnderHeadings()
    {
        var run = await NetMlRun.StartAsync("train", "--help");

        var lines = run.Output.ReplaceLineEndings("\n").Split('\n');
        string[] headings = ["Data:", "Model:", "Training:", "Search:", "Anomalies, learnt without labels:", "Output:", "Options:"];
        Assert.Equal(headings, lines.Where(headings.Contains));
        string[] firsts = [.. headings.Select(heading => lines[Array.IndexOf(lines, heading) + 1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0])];
        Assert.All(["--window", "--model", "--epochs", "--search", "--scorer"], option => Assert.Equal(1, firsts.Count(first => first == option)));
        var common = lines[Array.IndexOf(lines, "Options:")..].TakeWhile(line => line.Length > 0).Where(line => line.StartsWith("  -", StringComparison.Ordinal));
        Assert.DoesNotContain(common, line => line.Contains("--json", StringComparison.Ordinal) || line.Contains("--metric", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("'nonsense' is not a command", "nonsense")]
    [InlineData("--bin is '3 weeks'", "host", "x", "10.0.0.1", "--bin", "3 weeks")]
    [InlineData("--in-time follows the direction", "paths", "x", "10.0.0.1", "10.0.0.2", "--in-time", "--undirected")]
    [InlineData("--family is 'users'", "features", "export", "x", "--family", "users")]
    [InlineData("name a file with --out", "features", "export", "x", "--format", "npz", "--out", "-")]
    [InlineData("both --nodes and --edges", "graph", "import", "x", "--nodes", "n.tsv")]
    [InlineData("both --nodes and --edges", "graph", "import", "x", "g.graphml", "--nodes", "n.tsv")]
    [InlineData("add --yes", "graph", "delete", "x")]
    [InlineData("add --yes", "datasets", "delete", "x")]
    [InlineData("Run 'netml datasets show --help'", "datasets", "show")]
    [InlineData("--top is '0'", "hosts", "x", "--top", "0")]
    [InlineData("--top is 'ten'", "hosts", "x", "--top", "ten")]
    [InlineData("--learning-rate is '-1'", "train", "x", "--model", "m", "--learning-rate", "-1")]
    [InlineData("--cancel needs the id of a job", "jobs", "--cancel")]
    [InlineData("--watch needs the id of a job", "jobs", "--watch")]
    [InlineData("--trials is for a search: add --search", "train", "x", "--model", "m", "--trials", "9")]
    [InlineData("either --dataset DATASET or --graph GRAPH", "evaluate", "m")]
    [InlineData("either --dataset DATASET or --graph GRAPH", "evaluate", "m", "--dataset", "a", "--graph", "b")]
    [InlineData("--from and --to are times of flows", "evaluate", "m", "--graph", "b", "--from", "2026-11-20T12:00Z")]
    [InlineData("--from is 'noon'", "evaluate", "m", "--dataset", "b", "--from", "noon")]
    [InlineData("'m@x' is no model", "models", "compare", "m", "m@x", "--dataset", "d")]
    [InlineData("--watch stays until the end", "train", "x", "--model", "m", "--watch", "--detach")]
    [InlineData("either --dataset DATASET or --graph NAME", "report")]
    [InlineData("either --dataset DATASET or --graph NAME", "report", "--dataset", "a", "--graph", "b")]
    [InlineData("--csv is for the list of jobs", "jobs", "job-1", "--csv")]
    [InlineData("hosts", "hosts")]
    public async Task Run_WrongUsage_IsOneSentenceAndExitCode2(string expected, params string[] args)
    {
        var run = await NetMlRun.StartAsync(args);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Sentence);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("absent.log", "does not exist")]
    [InlineData("empty.log", "is empty")]
    [InlineData("folder", "holds no flow files")]
    public async Task Ingest_NoFlowsThere_NamesThePath(string name, string expected)
    {
        _folder.Write("empty.log", "");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "folder"));
        var path = Path.Combine(_folder.Path, name);

        var run = await NetMlRun.StartAsync("ingest", "office", path, "--gateway", "http://127.0.0.1:1");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"'{path}' {expected}", run.Sentence);
    }

    [Fact]
    public async Task Run_NoArguments_ShowsTheCommands()
    {
        var run = await NetMlRun.StartAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("ingest <DATASET>", run.Output);
    }

    public void Dispose() => _folder.Dispose();
}
