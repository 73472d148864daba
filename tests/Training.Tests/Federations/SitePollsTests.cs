using NetMl.TrainingCoordinator.Federations.Sites;

namespace NetMl.Training.Tests.Federations;

public sealed class SitePollsTests
{
    private static readonly SiteCaller Loud = new("banks", "a", "k1");

    [Fact]
    public void TryBegin_OneSiteWaitsTooOften_IsRefusedUntilOneEndsAndOthersAreNot()
    {
        var polls = new SitePolls();
        var waiting = Enumerable.Range(0, SitePolls.Most).Select(_ => polls.TryBegin(Loud)).ToList();

        var oneMore = polls.TryBegin(Loud);
        var other = polls.TryBegin(Loud with { Site = "b" });
        waiting[0]?.Dispose();
        waiting[0]?.Dispose();

        Assert.All(waiting, Assert.NotNull);
        Assert.Null(oneMore);
        Assert.NotNull(other);
        Assert.NotNull(polls.TryBegin(Loud));
        Assert.Null(polls.TryBegin(Loud));
    }
}
