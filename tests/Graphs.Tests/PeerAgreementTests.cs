using System.Text.Json;
using NetMl.Graphs.Communities;
using NetMl.Graphs.LinkPrediction;

namespace NetMl.Graphs.Tests;

/// <summary>What scikit-learn 1.2.1 says of random divisions and rankings (tests/fixtures/graphs/make_agreement.py).</summary>
public class PeerAgreementTests
{
    private const double Tolerance = 1e-12;

    private static readonly JsonElement Cases = JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "fixtures", "agreement.json")));

    public static TheoryData<int> Divisions { get; } = [.. Enumerable.Range(0, Cases.GetProperty("divisions").GetArrayLength())];

    public static TheoryData<int> Rankings { get; } = [.. Enumerable.Range(0, Cases.GetProperty("rankings").GetArrayLength())];

    [Theory, MemberData(nameof(Divisions))]
    public void Agreement_OfDivisions_IsTheirs(int number)
    {
        var one = Cases.GetProperty("divisions")[number];
        var (first, second) = (Numbers(one, "first", element => element.GetInt32()), Numbers(one, "second", element => element.GetInt32()));

        Assert.Equal(one.GetProperty("nmi").GetDouble(), NormalisedMutualInformation.Compute(first, second), Tolerance);
        Assert.Equal(one.GetProperty("ari").GetDouble(), AdjustedRandIndex.Compute(first, second), Tolerance);
        Assert.Equal(one.GetProperty("ari").GetDouble(), AdjustedRandIndex.Compute(second, first), Tolerance);
    }

    [Theory, MemberData(nameof(Rankings))]
    public void Quality_OfRanking_IsTheirs(int number)
    {
        var one = Cases.GetProperty("rankings")[number];

        var quality = RankingQuality.Of(Numbers(one, "positives", element => element.GetDouble()), Numbers(one, "negatives", element => element.GetDouble()));

        Assert.Equal(one.GetProperty("auc").GetDouble(), quality.AreaUnderCurve, Tolerance);
        Assert.Equal(one.GetProperty("ap").GetDouble(), quality.AveragePrecision, Tolerance);
    }

    private static T[] Numbers<T>(JsonElement one, string name, Func<JsonElement, T> read) => [.. one.GetProperty(name).EnumerateArray().Select(read)];
}
