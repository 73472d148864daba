using NetMl.Federation.Privacy;
using NetMl.Federation.Simulation;

namespace NetMl.Federation.Tests.Attacks;

/// <summary>Who took part? Losses of the published model tell it where the model overfits, and hardly with ε = 1.</summary>
/// <remarks>Four trainings each: 240 members and 240 others as sites, 480 and 480 as examples; standard errors up to 0.045 and 0.032. The margins are four of them and more.</remarks>
public sealed class MembershipInferenceTests
{
    private const int Seeds = 4;

    [Theory]
    [InlineData(true, 0.5, 0.33)]
    [InlineData(false, 0.3, 0.23)]
    public void LossThreshold_EpsilonOfOne_TakesTheAdvantageAway(bool isSite, double plainAtLeast, double privateAtMost)
    {
        var plain = Attack(new(isSite, 0));
        var hidden = Attack(new(isSite, 1));

        Assert.True(plain > plainAtLeast, $"without privacy {plain:F3}");
        Assert.True(hidden < privateAtMost, $"with ε = 1 {hidden:F3}, without {plain:F3}");
        Assert.True(privateAtMost < MembershipScores.Bound(1, MembershipCase.Delta));
    }

    private static double Attack(MembershipCase attacked) =>
        MembershipScores.CrossFitted([.. Enumerable.Range(0, Seeds).Select(seed => MembershipStudy.Run(attacked, seed, CancellationToken.None).Loss)]).Advantage;
}
