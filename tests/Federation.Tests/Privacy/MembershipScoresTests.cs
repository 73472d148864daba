using NetMl.Federation.Privacy;

namespace NetMl.Federation.Tests.Privacy;

public sealed class MembershipScoresTests
{
    // Of 3 · 2 pairs, 3 beats 2 and 1, the first 2 ties with 2 and beats 1, 0 beats none: 3½ of 6.
    private static readonly MembershipScores Scores = new([3, 2, 0], [2, 1]);

    [Fact]
    public void Auc_SmallExample_CountsPairs() => Assert.Equal(3.5 / 6, Scores.Auc, 1e-12);

    [Fact]
    public void Advantage_BestThreshold_IsTheLargestGap()
    {
        Assert.Equal(3, Scores.BestThreshold());
        Assert.Equal(1.0 / 3, Scores.Advantage(3), 1e-12);
        Assert.Equal(2.0 / 3 - 1.0 / 2, Scores.Advantage(2), 1e-12);
    }

    [Fact]
    public void CrossFitted_ScoresThatTellNothing_DoesNotFlatter()
    {
        var random = new Random(5);
        var attacks = Enumerable.Range(0, 10).Select(_ => new MembershipScores(Draw(), Draw())).ToList();

        var (advantage, error) = MembershipScores.CrossFitted(attacks);

        Assert.InRange(Math.Abs(advantage), 0, 4 * error);
        Assert.InRange(error, 0, 0.03);

        double[] Draw() => [.. Enumerable.Range(0, 100).Select(_ => random.NextDouble())];
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 0.46212)]
    [InlineData(8, 0, 0.99933)]
    [InlineData(0, 0.1, 0.1)]
    public void Bound_KnownAnswers(double epsilon, double delta, double expected) => Assert.Equal(expected, MembershipScores.Bound(epsilon, delta), 1e-5);
}
