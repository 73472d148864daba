using Microsoft.Extensions.Time.Testing;
using NetMl.Contracts.Training;
using NetMl.TrainingCoordinator.Rounds;

namespace NetMl.Training.Tests.Rounds;

public sealed class JobRoundsTests
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Report_LastPart_ClosesTheRoundWithTheSums()
    {
        var rounds = new JobRounds(2, 0);
        var closed = rounds.WaitForRoundAsync(CancellationToken.None);

        rounds.Report(0, new RoundReport(0, 1.5, 10));
        Assert.False(closed.IsCompleted);
        rounds.Report(1, new RoundReport(0, 2.5, 20));

        Assert.Equal(new RoundTotals(4, 30), await closed);
    }

    [Fact]
    public async Task Report_TwiceOrLate_CountsOnce()
    {
        var rounds = new JobRounds(2, 3);

        Assert.True(rounds.Report(0, new RoundReport(3, 1, 10)));
        Assert.False(rounds.Report(0, new RoundReport(3, 1, 10)));
        Assert.False(rounds.Report(1, new RoundReport(2, 9, 90)));
        rounds.Report(1, new RoundReport(3, 1, 10));

        Assert.Equal(new RoundTotals(2, 20), await rounds.WaitForRoundAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Directive_BarrierOpens_AnswersTheNextRound()
    {
        var rounds = new JobRounds(1, 0);
        rounds.Report(0, new RoundReport(0, 1, 1));
        var waiting = rounds.DirectiveAsync(0, Wait, _time, CancellationToken.None);
        Assert.False(waiting.IsCompleted);

        rounds.Advance(isLast: false);

        Assert.Equal(new RoundDirective("train", 1), await waiting);
    }

    [Fact]
    public async Task Directive_OthersAreSlow_SaysWait()
    {
        var waiting = new JobRounds(2, 0).DirectiveAsync(0, Wait, _time, CancellationToken.None);

        _time.Advance(Wait);

        Assert.Equal("wait", (await waiting).Action);
    }

    [Fact]
    public async Task Directive_AfterTheLastRound_SaysEvaluateThenStop()
    {
        var rounds = new JobRounds(1, 4);
        rounds.Report(0, new RoundReport(4, 1, 1));
        rounds.Advance(isLast: true);

        Assert.Equal(new RoundDirective("evaluate", 5), await rounds.DirectiveAsync(4, Wait, _time, CancellationToken.None));
        Assert.True(rounds.IsOpen(0));
        rounds.GiveOutputs(0, [1f]);
        Assert.False(rounds.IsOpen(0));
        var outputs = await rounds.WaitForOutputsAsync(CancellationToken.None);
        Assert.Equal([1f], outputs[0]);
        rounds.End();
        Assert.Equal("stop", (await rounds.DirectiveAsync(4, Wait, _time, CancellationToken.None)).Action);
    }

    [Fact]
    public async Task Directive_NewLeaseAsksWithThePastRound_LearnsWhereToBegin() =>
        Assert.Equal(new RoundDirective("train", 7), await new JobRounds(2, 7).DirectiveAsync(6, Wait, _time, CancellationToken.None));

    [Fact]
    public async Task Report_Problem_EndsTheWait()
    {
        var rounds = new JobRounds(2, 0);
        var closed = rounds.WaitForRoundAsync(CancellationToken.None);

        rounds.Report(1, new RoundReport(0, 0, 0, "The shard is gone."));

        Assert.Equal("The shard is gone.", (await Assert.ThrowsAsync<PartFailedException>(() => closed)).Message);
    }
}
