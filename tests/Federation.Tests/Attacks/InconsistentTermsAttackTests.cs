using System.Security.Cryptography;
using NetMl.Contracts.Federation;
using NetMl.Federation.Messages;
using NetMl.Federation.Rounds;
using NetMl.Federation.SecureAggregation;

namespace NetMl.Federation.Tests.Attacks;

/// <summary>A server that tells one site another plan or order than the rest, so that its update stands alone in the sum: nothing is masked or sent.</summary>
public sealed class InconsistentTermsAttackTests
{
    private static readonly string[] Sites = ["alder", "birch", "cedar"];
    private static readonly FederationPlan Plan = new("clinics", "m", ["Benign", "Malicious"], Local: new LocalPlan(LearningRate: 0.01));
    private static readonly RoundOrder Order = new(Sites, 3, 3, 32, 30, 8, new string('a', 64), 0, 0, new string('b', 64));

    public static TheoryData<string, Func<Told, Told>> Lies => new()
    {
        { "model", told => told with { Order = Order with { Global = new string('c', 64) } } },
        { "scaling", told => told with { Order = Order with { Scaling = new string('c', 64) } } },
        { "boundary", told => told with { Order = Order with { Boundary = new string('c', 64) } } },
        { "clip", told => told with { Order = Order with { Clip = 1e-9 } } },
        { "noise", told => told with { Order = Order with { NoiseMultiplier = 9 } } },
        { "bits", told => told with { Order = Order with { ValueBits = 8 } } },
        { "purpose", told => told with { Purpose = Purposes.Means } },
        { "learning rate", told => told with { Plan = Plan with { Local = new LocalPlan(LearningRate: 1e-9) } } },
    };

    [Theory, MemberData(nameof(Lies))]
    public void Share_ServerToldOneSiteSomethingElse_NoSiteGoesOn(string what, Func<Told, Told> lie)
    {
        var victim = Tell(lie(new(Plan, Order, Purposes.Training)));
        var others = Tell(new(Plan, Order, Purposes.Training));

        Assert.All(Share(victim, others), failure => Assert.True(failure?.Contains("told other terms", StringComparison.Ordinal), $"{what}: {failure}"));
    }

    [Fact]
    public void Share_AllToldTheSame_EverySiteGoesOn() =>
        Assert.All(Share(Tell(new(Plan, Order, Purposes.Training)), Tell(new(new PlanParts(Plan).Plan, Order, Purposes.Training))), Assert.Null);

    private static SecureSumSettings Tell(Told told) =>
        RoundTerms.SettingsOf(RoundTerms.PlanDigest(told.Plan), told.Order, told.Purpose, "clinics", "run-1", 1, 1);

    public sealed record Told(FederationPlan Plan, RoundOrder Order, string Purpose);

    /// <summary>What each site says in the step shares; null = it goes on.</summary>
    private static List<string?> Share(SecureSumSettings first, SecureSumSettings rest)
    {
        var keys = Sites.ToDictionary(site => site, _ => SigningKey.Create());
        var clients = Sites.ToDictionary(site => site, site => new SecureSumClient(site == Sites[0] ? first : rest, site, keys[site], keys.GetValueOrDefault));
        try
        {
            List<SignedMessage> relayed = [.. Sites.Select(site =>
                SignedMessage.Sign(new MessageSlot("clinics", "run-1", 1, 1, site, MessageKind.KeyAdvertisement), clients[site].Advertise(), keys[site]))];
            return [.. Sites.Select(site => Record.Exception(() => clients[site].Share(relayed))?.Message)];
        }
        finally
        {
            foreach (var site in Sites)
            {
                clients[site].Dispose();
                keys[site].Dispose();
            }
        }
    }
}
