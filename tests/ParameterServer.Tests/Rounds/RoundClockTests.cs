using NetMl.ParameterServer.Rounds;

namespace NetMl.ParameterServer.Tests.Rounds;

public sealed class RoundClockTests
{
    [Fact]
    public void Arrive_EachCase_IsToldApart()
    {
        var clock = new RoundClock(2, 5);

        Assert.Equal(Arrival.Accepted, clock.Arrive(1, 5));
        Assert.Equal(Arrival.Duplicate, clock.Arrive(1, 5));
        Assert.Equal(Arrival.Stale, clock.Arrive(0, 4));
        Assert.Equal(Arrival.Early, clock.Arrive(0, 6));
        Assert.False(clock.IsComplete);
        Assert.Equal(Arrival.Accepted, clock.Arrive(0, 5));
        Assert.True(clock.IsComplete);
    }

    [Fact]
    public void Advance_PartMissing_Throws()
    {
        var clock = new RoundClock(2, 0);
        clock.Arrive(0, 0);

        Assert.Contains("part 1", Assert.Throws<InvalidOperationException>(clock.Advance).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Advance_Complete_OpensAnEmptyRound()
    {
        var clock = new RoundClock(1, 0);
        clock.Arrive(0, 0);

        clock.Advance();

        Assert.Equal((1, false), (clock.Round, clock.HasArrived(0)));
    }
}
