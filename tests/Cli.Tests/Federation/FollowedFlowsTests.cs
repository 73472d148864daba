using NetMl.Cli.Demo;
using NetMl.Cli.Federation;
using NetMl.Flows;

namespace NetMl.Cli.Tests.Federation;

public sealed class FollowedFlowsTests : IDisposable
{
    private static readonly SiteLimits Limits = new(1, 0, 1_000_000, false);
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Read_RowsAppended_AreAddedOnceAndNothingNewIsTheSameList()
    {
        var (head, rows) = await LinesAsync();
        var log = _folder.Write("conn.log", head + Join(rows[..10]));
        using var flows = new FollowedFlows(log, Limits);

        var first = await flows.ReadAsync(CancellationToken.None);
        var same = await flows.ReadAsync(CancellationToken.None);
        File.AppendAllText(log, Join(rows[10..25]));
        var more = await flows.ReadAsync(CancellationToken.None);

        Assert.Same(first, same);
        Assert.Equal((10, 25), (Count(first), Count(more)));
        Assert.Equal(25, more.SelectMany(Uids).Distinct().Count());
    }

    [Fact]
    public async Task Read_TornLastLine_IsReadWhenItIsWhole()
    {
        var (head, rows) = await LinesAsync();
        var log = _folder.Write("conn.log", head + Join(rows[..10]) + rows[10][..20]);
        using var flows = new FollowedFlows(log, Limits);

        var before = await flows.ReadAsync(CancellationToken.None);
        File.AppendAllText(log, rows[10][20..] + "\n");
        var after = await flows.ReadAsync(CancellationToken.None);

        Assert.Equal((10, 11), (Count(before), Count(after)));
    }

    [Fact]
    public async Task Read_LogRotated_EndsTheOldAndGoesOnWithTheNew()
    {
        var (head, rows) = await LinesAsync();
        var log = _folder.Write("conn.log", head + Join(rows[..10]));
        using var flows = new FollowedFlows(log, Limits);
        await flows.ReadAsync(CancellationToken.None);

        // The last line of the old log has no line end, and never will.
        File.AppendAllText(log, rows[10]);
        File.Move(log, Path.Combine(_folder.Path, "conn.1.log"));
        File.WriteAllText(log, head + Join(rows[11..14]));
        var after = await flows.ReadAsync(CancellationToken.None);

        Assert.Equal(14, Count(after));
        Assert.Equal(14, after.SelectMany(Uids).Distinct().Count());
    }

    [Fact]
    public async Task Read_MoreThanTheLimit_ForgetsTheOldest()
    {
        var (head, rows) = await LinesAsync();
        var log = _folder.Write("conn.log", head + Join(rows[..100]));
        using var flows = new FollowedFlows(log, Limits with { MaxFlows = 120 });
        await flows.ReadAsync(CancellationToken.None);

        File.AppendAllText(log, Join(rows[100..200]));
        var after = await flows.ReadAsync(CancellationToken.None);

        Assert.Equal(100, Count(after));
        Assert.Contains("CquaggaUid199", after.SelectMany(Uids));
    }

    public void Dispose() => _folder.Dispose();

    private static int Count(IReadOnlyList<FlowBatch> batches) => batches.Sum(batch => batch.Count);

    private static IEnumerable<string?> Uids(FlowBatch batch) => batch.Records().Select(flow => flow.Uid);

    private static string Join(string[] rows) => string.Concat(rows.Select(row => row + "\n"));

    private async Task<(string Head, string[] Rows)> LinesAsync()
    {
        var lines = await File.ReadAllLinesAsync(await SiteCapture.WriteAsync(_folder, "whole", 21));
        return (Join([.. lines.TakeWhile(line => line.StartsWith('#'))]), [.. lines.Where(line => !line.StartsWith('#'))]);
    }
}
