using System.Globalization;
using NetMl.Graphs.Communities;
using NetMl.Graphs.Csr;
using NetMl.Graphs.Files;
using NetMl.Graphs.Labelled;
using NetMl.Graphs.LinkPrediction;
using NetMl.Tests;

namespace NetMl.Graphs.Tests;

/// <summary>Published networks of people, against what igraph's Leiden gives on them (benchmarks, suite social) and what adds up.</summary>
public class SocialDataTests
{
    /// <summary>igraph 0.10.2 over ten seeds: 0.573 ± 0.023 on email-Eu-core, 0.878 ± 0.017 on football.</summary>
    [SkippableTheory]
    [InlineData("email-Eu-core", 1005, 42, 0.55, 0.62)]
    [InlineData("football", 115, 12, 0.84, 0.93)]
    public void Leiden_KnownGroups_AgreesAsIgraphDoes(string name, int nodes, int groups, double least, double most)
    {
        var rows = File.ReadLines(RealData.Path($"graphs/{name}.labels.txt")).Where(line => !line.StartsWith('#')).Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToArray();
        var numbers = rows.Index().ToDictionary(row => row.Item[0], row => row.Index);
        int[][] ends = [.. File.ReadLines(RealData.Path($"graphs/{name}.edges.txt")).Where(line => !line.StartsWith('#')).Select(line => line.Split((char[]?)null).Select(id => numbers[id]).ToArray())];
        var graph = CsrBuilder.UndirectedSimple(CsrBuilder.Directed(rows.Length, [.. ends.Select(edge => edge[0])], [.. ends.Select(edge => edge[1])]));
        int[] truth = [.. rows.Select(row => int.Parse(row[1], CultureInfo.InvariantCulture))];

        var found = Leiden.Compute(graph).CommunityOf.Span;

        Assert.Equal((nodes, groups), (rows.Length, truth.Distinct().Count()));
        Assert.InRange(NormalisedMutualInformation.Compute(found, truth), least, most);
    }

    [SkippableFact]
    public async Task Links_CollegeMessages_LoseNoPairAndAreBetterThanGuessing()
    {
        var path = RealData.Path("graphs/CollegeMsg.temporal.txt.gz");
        await using var text = new System.IO.Compression.GZipStream(File.OpenRead(path), System.IO.Compression.CompressionMode.Decompress);
        var graph = await LabelledGraphFile.ReadAsync(text, new EdgeListOptions { Columns = ["time"] }, CancellationToken.None);
        var times = graph.Times ?? throw new InvalidOperationException("no times");

        var split = LinkSplit.ByTime(times, 0.8);
        var result = LinkEvaluation.Of(split, LinkScore.All, 10_000, 1);

        Assert.Equal((59_835, 1899), (times.Times.Length, times.NodeCount));
        Assert.Equal(13_838, split.Known.EdgeCount / 2 + split.Coming.Count + split.WithNewNode);
        Assert.All(result.Scores, one => Assert.InRange(one.AgainstRandom?.AreaUnderCurve ?? 0, 0.6, 0.9));
        Assert.Equal("preferential-attachment", result.Scores[0].Score.Name);
    }
}
