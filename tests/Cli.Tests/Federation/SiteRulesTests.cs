using System.Security.Cryptography;
using NetMl.Cli.Federation;
using NetMl.Cli.Reports;
using NetMl.Contracts.Federation;

namespace NetMl.Cli.Tests.Federation;

public sealed class SiteRulesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Parse_SiteKey_NamesFederationAndSite()
    {
        var key = SiteKeyToken.Parse(" nms1.clinics.alder.k1.bWFj\n");

        Assert.Equal(("clinics", "alder", "nms1.clinics.alder.k1.bWFj"), (key.Federation, key.Site, key.Text));
        Assert.DoesNotContain("bWFj", key.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("nms2.clinics.alder.k1.mac")]
    [InlineData("nms1.clinics.alder.k1")]
    [InlineData("nms1.clinics..k1.mac")]
    [InlineData("nms1.Clinics.alder.k1.mac")]
    [InlineData("nms1.clinics.al/der.k1.mac")]
    public void Parse_NoSiteKey_IsWrongUsage(string text)
    {
        var failure = Assert.Throws<CommandFailure>(() => SiteKeyToken.Parse(text));

        Assert.Equal(CommandFailure.WrongUsage, failure.ExitCode);
    }

    [Fact]
    public void Parse_OtherNamesBesideTheKey_AreRefused()
    {
        var key = SiteKeyToken.Parse("nms1.clinics.alder.k1.mac");

        Assert.Throws<CommandFailure>(() => key.RequireNames("banks", null));
        Assert.Throws<CommandFailure>(() => key.RequireNames(null, "birch"));
        key.RequireNames("clinics", "alder");
    }

    [Fact]
    public void Refusal_ChangedKeyOfASite_IsRefusedAfterARestart()
    {
        var path = Path.Combine(_folder.Path, "other-sites.txt");
        var (first, second) = (NewKey(), NewKey());

        var atFirst = SitePins.Open(path, null).Refusal("birch", first);
        var again = SitePins.Open(path, null).Refusal("birch", first);
        var changed = SitePins.Open(path, null).Refusal("birch", second);

        Assert.Equal((null, null), (atFirst, again));
        Assert.Contains("another signing key than before", changed);
    }

    [Fact]
    public void Refusal_TrustFile_KnowsItsSitesAndNoOthers()
    {
        var key = NewKey();
        var trust = _folder.Write("sites.txt", $"# by telephone\nbirch {NetMl.Federation.Messages.SigningKey.Fingerprint(key).ToUpperInvariant()}\n");

        var pins = SitePins.Open(Path.Combine(_folder.Path, "kept.txt"), trust);

        Assert.Null(pins.Refusal("birch", key));
        Assert.Contains("is not in", pins.Refusal("cedar", key));
    }

    [Theory]
    [InlineData("22-06", "23:30", true)]
    [InlineData("22-06", "05:59", true)]
    [InlineData("22-06", "06:00", false)]
    [InlineData("22-06", "12:00", false)]
    [InlineData("08:30-17", "08:29", false)]
    [InlineData("08:30-17", "16:59", true)]
    [InlineData("18-24", "23:59", true)]
    public void IsOpen_Hours_AreOfTheClock(string hours, string now, bool expected) =>
        Assert.Equal(expected, new SiteVeto(Hours: hours).IsOpen(TimeOnly.Parse(now, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("night")]
    [InlineData("22-22")]
    [InlineData("25-06")]
    public async Task Join_NoHours_IsWrongUsage(string hours)
    {
        var run = await NetMlRun.StartAsync("site", "join", "--flows", "x", "--hours", hours);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"--hours is '{hours}'", run.Sentence);
    }

    [Fact]
    public void And_FileBesideOptions_TheStricterHolds()
    {
        var file = _folder.Write("veto.json", """{ "maxEpsilon": 2, "requireSecure": true, "allowModels": ["a", "b"] }""");

        var both = new SiteVeto(4, ["b", "c"]).And(SiteVeto.Read(file));

        Assert.Equal((2.0, true), (both.MaxEpsilon, both.RequireSecure));
        Assert.Null(both.OfTerms(Terms("b", 1)));
        Assert.NotNull(both.OfTerms(Terms("c", 1)));
        Assert.Contains("plans to spend ε = 3", both.OfTerms(Terms("b", 3)));
    }

    [Theory]
    [InlineData("{ \"maxEpsilom\": 2 }")]
    [InlineData("{ \"hours\": \"night\" }")]
    [InlineData("{")]
    public void Read_VetoFileNotUnderstood_IsNoGuess(string text) =>
        Assert.Contains("nothing is sent without it", Assert.Throws<CommandFailure>(() => SiteVeto.Read(_folder.Write("veto.json", text))).Message);

    [Fact]
    public void OfRound_NextStepOverTheLimit_IsRefusedBeforeItIsSpent()
    {
        var veto = new SiteVeto(MaxEpsilon: 4);

        Assert.Null(veto.OfRound(3, 0.9));
        Assert.NotNull(veto.OfRound(3.5, 0.9));
    }

    [Theory]
    [InlineData("", new double[0])]
    [InlineData("▁▁", new double[] { 2, 2 })]
    [InlineData("█▅▁", new double[] { 3, 2.1, 1 })]
    public void Of_Numbers_AreBars(string expected, double[] numbers) => Assert.Equal(expected, Sparkline.Of(numbers));

    public void Dispose() => _folder.Dispose();

    private static FederationTerms Terms(string model, double epsilon) => new(new FederationPlan("clinics", model, []), [], [], 1, epsilon);

    private static byte[] NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportSubjectPublicKeyInfo();
    }
}
