using System.Collections.Concurrent;
using System.Net;
using NetMl.Cli.Api;
using NetMl.Cli.Progress;
using NetMl.Cli.Reports;
using NetMl.Contracts.Serving;
using NetMl.Contracts.Training;
using NetMl.Flows;
using Spectre.Console;

namespace NetMl.Cli.Demo;

/// <summary>Scores the held-out flows through the gateway, several requests in flight, until every window is answered and both replicas had their chance.</summary>
internal sealed class ServingStage(GatewayClient gateway, IAnsiConsole console, TimeProvider time)
{
    private const int InFlight = 4;
    private const int LeastRequests = 120;

    /// <summary>Windows asked twice at least, to see whether the replicas agree.</summary>
    private const int LeastRepeats = 8;

    private const int MostWindows = 400;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <param name="from">Position of the first held-out flow in <paramref name="flows"/>.</param>
    public async Task<ServedWindows> RunAsync(ModelVersion model, LocalFlows flows, int from, CancellationToken cancellationToken)
    {
        var windows = Cut(flows, from);
        var requests = Math.Max(LeastRequests, windows.Count + Math.Min(LeastRepeats, windows.Count));
        var answers = new ConcurrentBag<ServedAnswer>();
        var deadline = time.GetUtcNow() + Patience;
        await ProgressBoards.For(console).RunAsync(async lines =>
        {
            var line = lines.Start("scoring held-out flows", requests);
            var options = new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = cancellationToken };
            await Parallel.ForAsync(0, requests, options, async (index, token) =>
            {
                answers.Add(await AskAsync(model, index % windows.Count, windows, deadline, token));
                line.Report(answers.Count, $"{Words.Count(answers.Count)} of {Words.Count(requests, "request", "requests")}");
            });
            line.Finish(Words.Count(requests, "request", "requests"));
        });
        return new ServedWindows(windows, [.. answers]);
    }

    private static List<HeldOutWindow> Cut(LocalFlows flows, int from)
    {
        var windows = new List<HeldOutWindow>();
        for (var start = from; start < flows.Count && windows.Count < MostWindows; start += DemoSettings.WindowFlows)
            windows.Add(flows.Window(start, Math.Min(start + DemoSettings.WindowFlows, flows.Count)));
        return windows.Count > 0 ? windows : throw new CommandFailure("There are no held-out flows to score: the capture is too short to be split by time.");
    }

    /// <summary>A replica that has not loaded the new version yet answers 404: it is asked again until the deadline.</summary>
    private async Task<ServedAnswer> AskAsync(ModelVersion model, int window, List<HeldOutWindow> windows, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var started = time.GetTimestamp();
                var response = await gateway.Models.ScoreAsync(
                    model.Model, model.Version, FlowFormat.NetmlFrame.Name(), "held-out flows", () => new MemoryStream(windows[window].Frame), true, cancellationToken);
                return new ServedAnswer(window, response, time.GetElapsedTime(started).TotalMilliseconds);
            }
            catch (GatewayRefusal refusal) when (refusal.Status == HttpStatusCode.NotFound && time.GetUtcNow() < deadline)
            {
                await Task.Delay(Interval, cancellationToken);
            }
        }
    }
}

/// <summary>One answer: which window it was about, and how long it took.</summary>
internal sealed record ServedAnswer(int Window, ScoreResponse Response, double Milliseconds);

/// <summary>Everything that was asked and answered.</summary>
internal sealed record ServedWindows(IReadOnlyList<HeldOutWindow> Windows, IReadOnlyList<ServedAnswer> Answers);
