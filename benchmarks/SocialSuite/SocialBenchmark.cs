namespace NetMl.Benchmarks.SocialSuite;

/// <summary>Networks of people: communities against known groups, link prediction, and seeds of cascades.</summary>
internal static class SocialBenchmark
{
    public static async Task<int> RunAsync(bool isQuick, CancellationToken cancellationToken)
    {
        try
        {
            using var peer = new SocialPeer();
            var figures = new List<Figure>();
            var email = await SocialData.ReadAsync("email-Eu-core", "email-Eu-core.edges.txt", "email-Eu-core.labels.txt", cancellationToken);
            var football = await SocialData.ReadAsync("football", "football.edges.txt", "football.labels.txt", cancellationToken);
            var messages = await SocialData.ReadAsync("CollegeMsg", "CollegeMsg.temporal.txt.gz", null, cancellationToken);
            var enron = await SocialData.ReadAsync("email-Enron", "email-Enron.edges.txt.gz", null, cancellationToken);
            var (seeds, runs) = isQuick ? (3, 1) : (10, 5);
            Take(email, data => figures.AddRange(CommunityAgreement.Measure(data, "email", seeds, peer)));
            Take(football, data => figures.AddRange(CommunityAgreement.Measure(data, "football", seeds, peer)));
            Take(messages, data => figures.AddRange(LinkQuality.Measure(data, "messages", byChance: false)));
            Take(messages, data => figures.AddRange(LinkQuality.Measure(data, "messages_random", byChance: true)));
            Take(email, data => figures.AddRange(LinkQuality.Measure(data, "email", byChance: true)));
            Take(enron, data => figures.AddRange(LinkQuality.Measure(data, "enron", byChance: true)));
            Take(messages, data => figures.AddRange(LinkQuality.MeasureCandidates(data, runs, peer) is { } figure ? [figure] : []));
            Take(email, data => figures.AddRange(SeedQuality.Measure(data, "email", 0.02, 200, runs, peer)));
            Take(enron, data => figures.AddRange(SeedQuality.Measure(data, "enron", 0.01, isQuick ? 50 : 200, isQuick ? 1 : 3, peer)));
            Report.Write("social", isQuick, figures, []);
            return 0;
        }
        catch (BenchmarkFailure failure)
        {
            await Console.Error.WriteLineAsync($"benchmarks: {failure.Message}");
            return 1;
        }
    }

    private static void Take(SocialData? data, Action<SocialData> measure)
    {
        if (data is not null)
            measure(data);
    }
}
