using NetMl.Contracts.Federation;
using NetMl.Federation.Learning;
using NetMl.Federation.Privacy;
using NetMl.Federation.Strategies;

namespace NetMl.Federation.Simulation;

/// <summary>Whom a membership attack is after, and what protects him.</summary>
/// <param name="IsSite">A member is a whole site, protected by central noise; else one example of a site, protected by DP-SGD inside it.</param>
/// <param name="Epsilon">Of the whole training; 0 = no privacy.</param>
public sealed record MembershipCase(bool IsSite, double Epsilon)
{
    /// <summary>δ of both.</summary>
    public const double Delta = 1e-3;
}

/// <summary>What attacks on one model gave.</summary>
/// <param name="Loss">Score −loss: who was trained on has a small one (Yeom et al. 2018).</param>
/// <param name="Calibrated">Score loss of a reference model of other members − loss: leaves out who is easy for everybody (Watson et al. 2022).</param>
/// <param name="Accuracy">Of the attacked model on 2,000 further examples.</param>
public sealed record MembershipResult(MembershipScores Loss, MembershipScores Calibrated, double Accuracy);

/// <summary>Membership inference against a federated classifier that overfits: few examples of many features, with labels of which a tenth is wrong.</summary>
/// <remarks>
/// 120 features. Sites: 60 of 2 examples. Examples: 120 in 3 sites. As many others, which took no part, from the same distribution. Attacks see the published model alone, and score a site by the mean loss of its examples.
/// Full batches: no amplification by sampling is in play, so that ε is what the accountant says for T steps of one Gaussian.
/// </remarks>
public static class MembershipStudy
{
    private const int Width = 120;
    private const int Classes = 2;
    private const int Rounds = 10;
    private const int Epochs = 10;
    private const double WrongLabels = 0.1;
    private const double LearningRate = 1;
    private const double SiteClip = 1;

    /// <summary>Trains a model and its reference, and attacks it. Data are seeded; noise is not.</summary>
    public static MembershipResult Run(MembershipCase attacked, int seed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attacked);
        var teacher = SimulationSeeds.Stream(seed, 1, 0);
        var direction = Enumerable.Range(0, Width).Select(_ => SimulationSeeds.Gaussian(teacher)).ToArray();
        var (sites, examples) = attacked.IsSite ? (60, 2) : (3, 40);
        var members = Draw(2);
        var model = Train(attacked, members, cancellationToken);
        var reference = Train(attacked, Draw(3), cancellationToken);
        var groups = attacked.IsSite ? (members, Draw(4)) : (Single(members), Single(Draw(4)));
        var scores = (Members: Losses(groups.Item1, model, reference), Others: Losses(groups.Item2, model, reference));
        return new MembershipResult(
            new([.. scores.Members.Select(score => -score.Own)], [.. scores.Others.Select(score => -score.Own)]),
            new([.. scores.Members.Select(score => score.Reference - score.Own)], [.. scores.Others.Select(score => score.Reference - score.Own)]),
            new LogisticObjective(Examples.None(Width), DrawSet(SimulationSeeds.Stream(seed, 5, 0), direction, 2000), Classes).Test(model).Accuracy);

        Examples[] Draw(int purpose) => [.. Enumerable.Range(0, sites).Select(site => DrawSet(SimulationSeeds.Stream(seed, purpose, site), direction, examples))];
    }

    private static float[] Train(MembershipCase attacked, Examples[] sites, CancellationToken cancellationToken)
    {
        var order = new LocalOrder(Epochs, LearningRate, BatchUnits: 0);
        var strategy = FederatedStrategies.Create(new StrategyPlan(), new LocalPlan(Optimiser: "sgd"), default);
        if (attacked is { Epsilon: > 0, IsSite: true })
        {
            var noise = PrivacyAccountant.NoiseFor(attacked.Epsilon, MembershipCase.Delta, 1, Rounds);
            strategy = new PrivateStrategy(strategy, new PrivacyTerms(PrivacyModes.Central, noise, 1, attacked.Epsilon, MembershipCase.Delta), sites.Length, SiteClip);
        }
        else if (attacked.Epsilon > 0)
        {
            order = order with { PrivateNoise = PrivacyAccountant.NoiseFor(attacked.Epsilon, MembershipCase.Delta, 1, Rounds * Epochs) };
        }
        var federation = new VirtualFederation(
            strategy, new SimulationPlan(sites.Length, Sampling: "all", MaximumItems: 0, Threads: 1), order,
            site => new LogisticObjective(sites[site], Examples.None(Width), Classes), new float[Classes * (Width + 1)]);
        for (var round = 0; round < Rounds; round++)
            federation.RunRound(cancellationToken);
        return federation.Model.ToArray();
    }

    private static Examples DrawSet(Random random, double[] direction, int count)
    {
        var features = new float[count * Width];
        var labels = new int[count];
        for (var i = 0; i < count; i++)
        {
            var sum = 0.0;
            for (var f = 0; f < Width; f++)
            {
                var value = SimulationSeeds.Gaussian(random);
                features[i * Width + f] = (float)value;
                sum += value * direction[f];
            }
            labels[i] = (sum > 0) ^ (random.NextDouble() < WrongLabels) ? 1 : 0;
        }
        return new Examples(features, labels, Width);
    }

    private static Examples[] Single(Examples[] sites) =>
        [.. sites.SelectMany(site => Enumerable.Range(0, site.Count).Select(example => site.Split(example).Tail.Split(1).Head))];

    private static List<(double Own, double Reference)> Losses(Examples[] groups, float[] model, float[] reference) =>
        [.. groups.Select(group => new LogisticObjective(group, Examples.None(Width), Classes)).Select(objective => (objective.Loss(model), objective.Loss(reference)))];
}
