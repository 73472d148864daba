using NetMl.Cli.Reports;
using NetMl.Contracts.Training;
using Spectre.Console;

namespace NetMl.Cli.Tests.Reports;

public sealed class NodeTablesTests
{
    [Theory]
    [InlineData(JobMetrics.Accuracy, " 79.0 % ")]
    [InlineData(JobMetrics.Auroc, " 0.790 ")]
    [InlineData(JobMetrics.Loss, " 0.7900 ")]
    public void Repeats_OfAMetric_ShowTheValidationAsItIsRead(string metric, string shown)
    {
        using var written = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(written) });
        console.Profile.Width = 200;
        var nodes = Samples.NodesCompleted().Result?.Nodes ?? throw new InvalidOperationException("a node job has a result over nodes");

        console.Write(NodeTables.Repeats(nodes, metric));

        Assert.Contains(shown, written.ToString(), StringComparison.Ordinal);
    }
}
