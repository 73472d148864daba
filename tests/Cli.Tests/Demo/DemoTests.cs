using System.Text.Json;
using NetMl.Cli.Demo;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Tests.Demo;

public sealed class DemoTests : IDisposable
{
    private const string Header = "#separator \\x09\n#path\tconn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tlabel\n#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\n";
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Demo_BuiltInCapture_ReportsEveryStage()
    {
        var system = new FakeSystem();
        await using var gateway = await FakeGateway.StartAsync(system.Map);
        var file = Path.Combine(_folder.Path, "report.json");

        var run = await gateway.NetMlAsync("demo", "--synthetic-flows", "2000", "--json", file);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var report = Read(file);
        Assert.True(report.Synthetic);
        Assert.Equal(report.Ingest.RowsAccepted, report.Ingest.RowsStored);
        Assert.Equal((TrainingTasks.FlowClassification, 2, 2), (system.Job?.Task, system.Job?.Workers, system.Job?.Shards));
        Assert.Equal(2, report.Serving.Replicas.Count);
        Assert.Equal(5, report.Serving.Predictions.Count);
        Assert.Empty(report.Warnings);
        Assert.All(["10.9.8.7", "e-graphsage", "majority", "inference-1", "inference-2", "Wall time"], expected => Assert.Contains(expected, run.Output));
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Fact]
    public async Task Demo_HeldOutFlows_AreSentWithoutLabelsAndJudgedByThem()
    {
        var system = new FakeSystem();
        await using var gateway = await FakeGateway.StartAsync(system.Map);
        var file = Path.Combine(_folder.Path, "report.json");

        // Ten flows a second apart; of the last three, one is benign.
        var run = await gateway.NetMlAsync("demo", "--flows", Log("BMBMBMBMBM"), "--json", file);

        Assert.Equal(0, run.ExitCode);
        var serving = Read(file).Serving;
        Assert.Equal(0, system.LabelsSeenByTheModel);
        Assert.Equal((3, 120, 360), (serving.Flows, serving.Requests, system.RowsScored));
        Assert.Equal(1.0 / 3, serving.Accuracy);
        Assert.Equal(["M", "B", "M"], serving.Predictions.Select(flow => flow.Truth?[..1]));
        Assert.Equal((119, 119), (serving.Repeated, serving.Agreeing));
    }

    [Fact]
    public async Task Demo_OneLabelBeforeTheSplit_RanksHostsInstead()
    {
        var system = new FakeSystem();
        await using var gateway = await FakeGateway.StartAsync(system.Map);

        var run = await gateway.NetMlAsync("demo", "--flows", Log("BBBBBBBBMM"));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(TrainingTasks.HostAnomaly, system.Job?.Task);
        Assert.Contains("fewer than two labels", run.Output);
    }

    [Fact]
    public async Task Demo_OneReplica_Warns()
    {
        await using var gateway = await FakeGateway.StartAsync(new FakeSystem { Replicas = 1 }.Map);

        var run = await gateway.NetMlAsync("demo", "--flows", Log("BMBMBMBMBM"));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Warning: Only one inference replica answered.", run.Output);
    }

    [Fact]
    public async Task Demo_SameFileTwice_SendsItOnceAndSaysSo()
    {
        await using var gateway = await FakeGateway.StartAsync(new FakeSystem().Map);
        var copy = Path.Combine(_folder.Path, "copy.log");
        var original = Log("BMBMBMBMBM");
        File.Copy(original, copy);

        var run = await gateway.NetMlAsync("demo", "--flows", original, copy);

        Assert.Equal(0, run.ExitCode);
        Assert.Single(gateway.Calls, call => call.EndsWith("/flows", StringComparison.Ordinal));
        Assert.Contains("another file has the same bytes", run.Output);
    }

    [Theory]
    [InlineData("absent.log", "does not exist")]
    [InlineData("empty.log", "is empty")]
    [InlineData("words.txt", "fit none of the formats")]
    [InlineData("header.log", "There is no flow that can be read")]
    [InlineData("folder", "holds no flow files")]
    public async Task CheckOnly_WhatCannotBeRead_IsOneSentenceWithoutAGateway(string name, string expected)
    {
        _folder.Write("empty.log", "");
        _folder.Write("words.txt", "these are only words\nand more words\n");
        _folder.Write("header.log", Header);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "folder"));

        var run = await NetMlRun.StartAsync("demo", "--check-only", "--flows", Path.Combine(_folder.Path, name));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(expected, run.Sentence);
    }

    [Fact]
    public async Task CheckOnly_NoFolderForTheReport_IsNamed()
    {
        var run = await NetMlRun.StartAsync("demo", "--check-only", "--json", Path.Combine(_folder.Path, "nowhere", "report.json"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("nowhere", run.Sentence);
    }

    [Fact]
    public async Task CheckOnly_GoodFile_IsSilent()
    {
        var run = await NetMlRun.StartAsync("demo", "--check-only", "--flows", Log("BM"));

        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
    }

    public void Dispose() => _folder.Dispose();

    private static DemoReport Read(string file) =>
        JsonSerializer.Deserialize(File.ReadAllBytes(file), DemoJson.Default.DemoReport) ?? throw new InvalidOperationException("The report is null.");

    /// <summary>One flow a second; B = Benign, M = Malicious.</summary>
    private string Log(string labels)
    {
        var rows = labels.Select((label, second) => $"{1000 + second}.5\tC{second}\t10.0.0.1\t4000\t10.0.0.2\t80\ttcp\t{(label == 'B' ? "Benign" : "Malicious")}\n");
        return _folder.Write("conn.log", Header + string.Concat(rows));
    }
}
