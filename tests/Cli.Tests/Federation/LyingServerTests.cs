using NetMl.Cli.Federation;
using NetMl.Contracts.Federation;
using NetMl.Federation.Messages;
using NetMl.Federation.Rounds;

namespace NetMl.Cli.Tests.Federation;

/// <summary>A server that says one thing and wants another: the agent believes its own arithmetic.</summary>
public sealed class LyingServerTests : IDisposable
{
    private static readonly FederationPlan Alone = FederationSetting.Plan with { Security = new SecurityPlan(SecureAggregation: false), Cohort = new CohortPlan(Minimum: 1) };
    private static readonly FederationPlan Noisy = Alone with { Privacy = new PrivacyPlan("local", MaximumEpsilon: 8) };
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Join_ServerUnderstatesEpsilon_IsRefusedByTheSitesOwnCount()
    {
        await using var setting = await FederationSetting.StartAsync(Noisy);
        setting.Federation.LieAboutTerms = terms => terms with { PlannedEpsilon = 0.1 };

        var run = await setting.JoinAsync("alder", null, "--max-epsilon=2");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("above this site's 2", run.Error);
        Assert.All(setting.Federation.Requests, request => Assert.Empty(request.Body));
    }

    public static TheoryData<string, Func<FederationTerms, FederationTerms>> Terms => new()
    {
        { "security.thresholdFraction", terms => terms with { Plan = terms.Plan with { Security = new SecurityPlan(ThresholdFraction: 0.1) } } },
        { "as this netml reads its plan", terms => terms with { Parameters = 3 } },
        { "are not those of federation 'clinics'", terms => terms with { Plan = terms.Plan with { Name = "others" } } },
    };

    [Theory, MemberData(nameof(Terms))]
    public async Task Join_TermsThatNoServerMayHave_NothingWithABodyLeaves(string reason, Func<FederationTerms, FederationTerms> lie)
    {
        await using var setting = await FederationSetting.StartAsync(Alone);
        setting.Federation.LieAboutTerms = lie;

        var run = await setting.JoinAsync("alder");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(reason, run.Error);
        Assert.All(setting.Federation.Requests, request => Assert.Empty(request.Body));
    }

    [Fact]
    public async Task Join_OrderWithLessNoiseThanThePlan_IsDeclinedAndNothingIsUploaded()
    {
        await using var setting = await FederationSetting.StartAsync(Noisy);
        setting.Federation.LieAboutTask = task => Kinds(setting).Contains(MessageKind.Decline)
            ? task with { State = FederationStates.Stopped, Order = null }
            : task with { Order = task.Order is { } order ? order with { NoiseMultiplier = 1e-3 } : null };

        var run = await setting.JoinAsync("alder");

        Assert.Contains("a noise multiplier of 0.001, below the plan's", run.Error);
        Assert.Equal([MessageKind.Decline], Kinds(setting));
    }

    [Fact]
    public async Task Join_FederationBegunAnew_EndsBeforeAnythingIsSent()
    {
        await using var setting = await FederationSetting.StartAsync(FederationSetting.Plan);
        setting.Federation.LieAboutTask = task => task with { Version = Random.Shared.NextInt64(1L << 50), Run = setting.Federation.Requests.Count(request => request.Request.Contains("/task", StringComparison.Ordinal)) > 1 ? "run-2" : "run-1" };

        var run = await setting.JoinAsync("alder");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("begun anew", run.Error);
        Assert.Empty(Kinds(setting));
    }

    [Theory]
    [InlineData("distributed", true)]
    [InlineData("local", true)]
    [InlineData("central", false)]
    public void After_RoundTriedAgain_CostsAgainWhereSitesMakeTheNoise(string mode, bool costs)
    {
        var plan = FederationSetting.Plan with { Privacy = new PrivacyPlan(mode, MaximumEpsilon: 4), Security = new SecurityPlan(SecureAggregation: mode != "local") };
        var last = Task(plan.Rounds, 1);
        using (var state = Open())
        {
            Assert.Equal(PrivacySpending.Planned(plan) ?? 0, new SiteSpending(state, new PlanParts(plan)).After(last) ?? 0, 1e-9);
            new SiteSpending(state, new PlanParts(plan)).Add(Task(1, 1));
            new SiteSpending(state, new PlanParts(plan)).Add(Task(1, 2));
        }

        using var restarted = Open();

        Assert.Equal(costs, new SiteSpending(restarted, new PlanParts(plan)).After(last) > PrivacySpending.Planned(plan) * 1.01);
    }

    [Fact]
    public void Refusal_SiteSeenForTheFirstTime_IsSaidWithItsFingerprint()
    {
        var said = new List<string>();
        using var key = SigningKey.Create();
        var publicKey = key.ExportSubjectPublicKeyInfo();
        var pins = SitePins.Open(Path.Combine(_folder.Path, "pins.txt"), null, said.Add);

        pins.Refusal("sybil", publicKey);
        pins.Refusal("sybil", publicKey);

        Assert.Contains(SigningKey.Fingerprint(publicKey), Assert.Single(said));
    }

    public void Dispose() => _folder.Dispose();

    private static SiteTask Task(int round, int attempt) => new(1, FederationStates.Training, RoundSteps.Update, "run-1", round, attempt, Purposes.Training, null, null, null);

    private static IReadOnlyList<MessageKind> Kinds(FederationSetting setting) =>
        [.. setting.Federation.Requests.Where(request => request.Request.EndsWith("/messages", StringComparison.Ordinal)).Select(request => SignedMessage.Decode(request.Body).Slot.Kind)];

    private SiteState Open() => SiteState.Open(_folder.Path, SiteKeyToken.Parse(FakeFederation.KeyOf("alder")), _ => null);
}
