using NetMl.Cli.Api;
using NetMl.Contracts.Federation;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetMl.Cli.Reports;

/// <summary>Follows a federation: a live table on a terminal, a line for each change into files and pipes.</summary>
internal static class FederationWatch
{
    /// <returns>The final state.</returns>
    public static Task<FederationStatus> FollowAsync(FederationsApi api, string federation, IAnsiConsole console, CancellationToken cancellationToken) =>
        console.Profile.Capabilities is { Interactive: true, Ansi: true }
            ? ShowLiveAsync(api, federation, console, cancellationToken)
            : WriteLinesAsync(api, federation, console, cancellationToken);

    private static Task<FederationStatus> ShowLiveAsync(FederationsApi api, string federation, IAnsiConsole console, CancellationToken cancellationToken) =>
        console.Live(new Text("")).StartAsync(async live =>
        {
            FederationStatus? last = null;
            await foreach (var status in api.FollowAsync(federation, cancellationToken))
            {
                live.UpdateTarget(Picture(last = status));
                live.Refresh();
            }
            return last ?? await api.GetAsync(federation, cancellationToken);
        });

    private static async Task<FederationStatus> WriteLinesAsync(FederationsApi api, string federation, IAnsiConsole console, CancellationToken cancellationToken)
    {
        FederationStatus? last = null;
        var before = "";
        await foreach (var status in api.FollowAsync(federation, cancellationToken))
        {
            last = status;
            var line = $"{FederationTables.Headline(status)}{Loss(status)}";
            if (line == before)
                continue;
            await console.Profile.Out.Writer.WriteLineAsync($"  {before = line}");
            await console.Profile.Out.Writer.FlushAsync(cancellationToken);
        }
        return last ?? await api.GetAsync(federation, cancellationToken);
    }

    private static Rows Picture(FederationStatus status)
    {
        var losses = status.Rounds.Select(round => round.Loss ?? double.NaN).ToList();
        List<IRenderable> parts = [new Text(FederationTables.Headline(status)), FederationTables.Sites(status)];
        if (Sparkline.Of(losses) is { Length: > 0 } line)
            parts.Add(new Text($"loss {line}{Loss(status)}"));
        return new Rows(parts);
    }

    private static string Loss(FederationStatus status) =>
        status.Rounds.LastOrDefault(round => round.Loss is not null) is { Loss: { } loss } last
            ? $" Loss {Words.Loss(loss)}{(last.MacroF1 is { } score ? $", macro F1 {Words.Percent(score)}" : "")}."
            : "";
}
