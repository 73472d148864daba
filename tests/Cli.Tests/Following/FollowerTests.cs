using System.IO.Compression;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using NetMl.Cli.Api;
using NetMl.Cli.Following;

namespace NetMl.Cli.Tests.Following;

public sealed class FollowerTests : IDisposable
{
    private const string Header = "#separator \\x09\n#fields\tts\tuid\n";
    private static readonly FollowPace Pace = new(TimeSpan.FromMilliseconds(5), TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();
    private readonly FlowSink _sink = new();
    private readonly Channel<string> _said = Channel.CreateUnbounded<string>();

    private string Log => Path.Combine(_folder.Path, "conn.log");

    [Fact]
    public async Task Run_LinesCome_SendsEachOnceUnderTheHeader()
    {
        await using var gateway = await FakeGateway.StartAsync(_sink.Map);
        Append(Header + "1\tC1\n2\tC2\n");

        await FollowAsync(gateway, async () =>
        {
            await _sink.WaitAsync(2);
            Append("3\tC3\n4\t");
            await _sink.WaitAsync(3);
            Append("C4\n#close\t2026-11-22\n");
            await _sink.WaitAsync(4);
        });

        Assert.Equal(["1\tC1", "2\tC2", "3\tC3", "4\tC4"], _sink.Rows);
        Assert.All(_sink.Bodies, body => Assert.StartsWith(Header, body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_Again_GoesOnWhereItEnded()
    {
        await using var gateway = await FakeGateway.StartAsync(_sink.Map);
        Append(Header + "1\tC1\n");
        await FollowAsync(gateway, () => _sink.WaitAsync(1));
        Append("2\tC2\n");

        await FollowAsync(gateway, () => _sink.WaitAsync(2));

        Assert.Equal(["1\tC1", "2\tC2"], _sink.Rows);
    }

    // The system has the chunk, netml ends before it hears of it, and the log has grown when it starts again.
    [Fact]
    public async Task Run_EndedBetweenSendingAndAnswer_LosesAndDoublesNothing()
    {
        await using var gateway = await FakeGateway.StartAsync(_sink.Map);
        Append(Header + "1\tC1\n");
        var never = new TaskCompletionSource();
        _sink.BeforeAnswer = () => never.Task;
        await FollowAsync(gateway, () => _sink.WaitAsync(1));
        never.SetResult();
        _sink.BeforeAnswer = static () => Task.CompletedTask;
        Append("2\tC2\n");

        await FollowAsync(gateway, () => _sink.WaitAsync(2));

        Assert.Equal(["1\tC1", "2\tC2"], _sink.Rows);
    }

    [Theory]
    [InlineData("rename")]
    [InlineData("copytruncate")]
    public async Task Run_RotatedWhileRunning_SendsBothLogsWhole(string how)
    {
        await using var gateway = await FakeGateway.StartAsync(_sink.Map);
        Append(Header + "1\tC1\n");

        await FollowAsync(gateway, async () =>
        {
            await _sink.WaitAsync(1);
            Rotate(how, "2\tC2\n");
            Append("#separator \\x09\n#fields\tuid\tts\nC3\t3\n");
            await _sink.WaitAsync(3);
        });

        Assert.Equal(["1\tC1", "2\tC2", "C3\t3"], _sink.Rows);
        Assert.StartsWith("#separator \\x09\n#fields\tuid", _sink.Bodies.Last(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rename")]
    [InlineData("copytruncate")]
    [InlineData("gzip")]
    public async Task Run_RotatedWhileAway_SendsTheRestOfTheLogBefore(string how)
    {
        await using var gateway = await FakeGateway.StartAsync(_sink.Map);
        Append(Header + "1\tC1\n");
        await FollowAsync(gateway, () => _sink.WaitAsync(1));
        Rotate(how, "2\tC2\n");
        Append(Header + "3\tC3\n");

        await FollowAsync(gateway, () => _sink.WaitAsync(3));

        Assert.Equal(["1\tC1", "2\tC2", "3\tC3"], _sink.Rows);
    }

    // The archive is newer than the log that it is being made of, but lacks its end.
    [Fact]
    public async Task Run_ArchiveIsStillBeingWritten_SendsTheRestFromTheLogItself()
    {
        await using var gateway = await FakeGateway.StartAsync(_sink.Map);
        Append(Header + "1\tC1\n");
        await FollowAsync(gateway, () => _sink.WaitAsync(1));
        var lines = string.Concat(Enumerable.Range(2, 2000).Select(n => $"{n}\tC{n * 7919}\n"));
        Append(lines);
        Pack(Log + ".1.gz", File.ReadAllText(Log));
        using (var archive = new FileStream(Log + ".1.gz", FileMode.Open))
            archive.SetLength(archive.Length - 100);
        File.Move(Log, Log + ".1");
        File.SetLastWriteTimeUtc(Log + ".1", DateTime.UnixEpoch);
        Append(Header + "3000\tC3000\n");

        await FollowAsync(gateway, () => _sink.WaitAsync(2002));

        Assert.Equal(2002, _sink.Rows.Distinct().Count());
    }

    [Fact]
    public async Task Run_RotatedTwiceWhileAway_NamesTheLogBetween()
    {
        await using var gateway = await FakeGateway.StartAsync(_sink.Map);
        Append(Header + "1\tC1\n");
        await FollowAsync(gateway, () => _sink.WaitAsync(1));
        File.Move(Log, Log + ".2");
        File.SetLastWriteTimeUtc(Log + ".2", DateTime.UnixEpoch);
        _folder.Write("conn.log.1", Header + "2\tC2\n");
        Append(Header + "3\tC3\n");

        await FollowAsync(gateway, () => _sink.WaitAsync(2));

        Assert.Equal(["1\tC1", "3\tC3"], _sink.Rows);
        Assert.Single(Said(), sentence => sentence.Contains("conn.log.1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_LogBeforeIsGone_SaysWhatIsMissingAndGoesOn()
    {
        await using var gateway = await FakeGateway.StartAsync(_sink.Map);
        Append(Header + "1\tC1\n");
        await FollowAsync(gateway, () => _sink.WaitAsync(1));
        File.WriteAllText(Log, Header + "9\tC9\n");

        await FollowAsync(gateway, () => _sink.WaitAsync(2));

        Assert.Equal(["1\tC1", "9\tC9"], _sink.Rows);
        Assert.Contains(Said(), sentence => sentence.Contains("not in its folder", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_SystemAway_TriesAgainAndSaysSoOnce()
    {
        await using var gateway = await FakeGateway.StartAsync(_sink.Map);
        var refusals = 0;
        _sink.Refuse = _ => refusals++ < 2 ? Results.StatusCode(502) : null;
        Append(Header + "1\tC1\n");

        await FollowAsync(gateway, () => _sink.WaitAsync(1));

        Assert.Equal(["1\tC1"], _sink.Rows);
        Assert.Single(Said(), sentence => sentence.Contains("Nothing is lost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_SystemRestartsAtAnotherAddress_FindsItThere()
    {
        var address = "";
        await using var second = await FakeGateway.StartAsync(_sink.Map);
        await using (var first = await FakeGateway.StartAsync(_sink.Map))
        {
            address = first.Url;
            Append(Header + "1\tC1\n");
            using var stop = new CancellationTokenSource();
            var following = RunAsync(() => address, stop.Token);
            await _sink.WaitAsync(1);
            await first.DisposeAsync();
            address = second.Url;
            Append("2\tC2\n");
            await _sink.WaitAsync(2);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
        }

        Assert.Equal(["1\tC1", "2\tC2"], _sink.Rows);
        Assert.Contains(Said(), sentence => sentence.Contains("Nothing is lost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_LaterLinesAreRefused_LeavesThemOutAndGoesOn()
    {
        await using var gateway = await FakeGateway.StartAsync(_sink.Map);
        _sink.Refuse = body => body.Contains("torn", StringComparison.Ordinal) ? Results.Problem("too few columns", statusCode: 400) : null;
        Append(Header + "1\tC1\n");

        await FollowAsync(gateway, async () =>
        {
            await _sink.WaitAsync(1);
            Append("torn\n");
            while (!(await _said.Reader.ReadAsync()).Contains("too few columns", StringComparison.Ordinal))
            {
                // Until it was refused.
            }
            Append("2\tC2\n");
            await _sink.WaitAsync(2);
        });

        Assert.Equal(["1\tC1", "2\tC2"], _sink.Rows);
    }

    [Fact]
    public async Task Run_FirstLinesAreRefused_EndsWithTheReason()
    {
        await using var gateway = await FakeGateway.StartAsync(_sink.Map);
        _sink.Refuse = _ => Results.Problem("the first lines fit none of the formats", statusCode: 400);
        Append("what is this\nand this\n");

        var failure = await Assert.ThrowsAsync<GatewayRefusal>(() => RunAsync(() => gateway.Url, CancellationToken.None));

        Assert.Contains("none of the formats", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FollowedAlready_IsRefused()
    {
        using var first = PositionFile.Open("office", Log, Variable);

        var failure = Assert.Throws<CommandFailure>(() => PositionFile.Open("office", Log, Variable));

        Assert.Contains("Another netml follows", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Follows the log while <paramref name="meanwhile"/> runs, then ends as Ctrl-C does.</summary>
    private async Task FollowAsync(FakeGateway gateway, Func<Task> meanwhile)
    {
        using var stop = new CancellationTokenSource();
        var following = RunAsync(() => gateway.Url, stop.Token);
        await await Task.WhenAny(meanwhile(), following);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }

    private async Task RunAsync(Func<string> address, CancellationToken cancellationToken)
    {
        using var position = PositionFile.Open("office", Log, Variable);
        using var delivery = new ChunkDelivery(() => new GatewayClient(new GatewayAddress(new Uri(address()), FakeGateway.Key)), null, Say, TimeProvider.System);
        await new Follower(position, delivery, null, Pace, Say, TimeProvider.System).RunAsync(cancellationToken);
    }

    private string? Variable(string name) => name == "HOME" ? Path.Combine(_folder.Path, "home") : null;

    private void Say(string sentence) => _said.Writer.TryWrite(sentence);

    private IEnumerable<string> Said()
    {
        while (_said.Reader.TryRead(out var sentence))
            yield return sentence;
    }

    private void Append(string text) => File.AppendAllText(Log, text);

    /// <summary>Rotates the log, whose writer adds some last lines that nobody has read yet.</summary>
    private void Rotate(string how, string lastLines)
    {
        var old = Log + ".1";
        if (how == "rename")
        {
            File.Move(Log, old);
            File.AppendAllText(old, lastLines);
            return;
        }
        // Written and copied away in one go, so that a running follower has had no chance to read the last lines in place.
        var text = File.ReadAllText(Log) + lastLines;
        if (how == "copytruncate")
            File.WriteAllText(old, text);
        else
            Pack(old + ".gz", text);
        using var log = new FileStream(Log, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        log.SetLength(0);
    }

    private static void Pack(string path, string text)
    {
        using var writer = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest));
        writer.Write(text);
    }
}
