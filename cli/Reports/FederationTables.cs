using System.Globalization;
using NetMl.Contracts.Federation;
using Spectre.Console;

namespace NetMl.Cli.Reports;

/// <summary>Federations, their sites and their rounds.</summary>
internal static class FederationTables
{
    private const int MostRounds = 20;

    public static Table List(IEnumerable<FederationStatus> federations)
    {
        var table = Tables.Create(null, "federation", "state", ">round", ">sites", "model", "strategy", "security", ">ε", ">loss", ">macro F1");
        foreach (var one in federations)
        {
            var last = one.Rounds.Count > 0 ? one.Rounds[^1] : null;
            table.Row(
                one.Plan.Name, one.State, $"{one.Round} of {one.Plan.Rounds}", Words.Count(one.Sites.Count(site => site.State != "revoked")), one.Plan.Model,
                one.Plan.Strategy?.Name ?? new StrategyPlan().Name, Security(one.Plan), Number(one.Epsilon), Loss(last?.Loss), Share(last?.MacroF1));
        }
        return table;
    }

    public static void Print(Terminal terminal, FederationStatus status)
    {
        terminal.WriteRaw(Headline(status));
        terminal.Out.Write(Sites(status));
        if (status.Rounds.Count > 0)
            terminal.Out.Write(Rounds(status));
        foreach (var refused in status.Rounds.SelectMany(round => round.Refused.Select(reason => $"Round {round.Round}: {reason}")))
            terminal.WriteRaw(refused);
    }

    /// <summary>Where it stands, in a line or two.</summary>
    public static string Headline(FederationStatus status)
    {
        var running = status.Step == RoundSteps.Idle ? "" : $", step {status.Step}{(status.Attempt > 1 ? $" of attempt {status.Attempt}" : "")}";
        var epsilon = status.Epsilon is { } spent ? $", ε = {Words.Number(spent)} of {Words.Number((status.Plan.Privacy ?? new PrivacyPlan()).MaximumEpsilon)}" : "";
        var published = status.Published is { } version ? $" Published {version.Model} version {version.Version}." : "";
        var note = status.Error ?? status.Note;
        return $"{status.Plan.Name} is {status.State}, {status.Round} of {Words.Count(status.Plan.Rounds, "round", "rounds")} done{running}{epsilon}; {Security(status.Plan)}.{published}{(note is null ? "" : $" {note}")}";
    }

    public static Table Sites(FederationStatus status)
    {
        var table = Tables.Create(null, "site", "state", "last seen", ">in rounds", ">dropped", ">sent", "signing key");
        foreach (var site in status.Sites)
        {
            table.Row(
                site.Site, site.State, Words.Time(site.LastSeen), Words.Count(site.Completed), Words.Count(site.Dropped), Words.Bytes(site.BytesReceived),
                site.Fingerprint is { Length: > 19 } print ? $"{print[..19]} …" : site.Fingerprint ?? "-");
        }
        return table;
    }

    public static Table Rounds(FederationStatus status)
    {
        var table = Tables.Create(null, ">round", "purpose", ">attempts", ">asked", ">in the sum", ">time", ">loss", ">accuracy", ">macro F1", ">norm", ">clip", ">ε");
        foreach (var round in status.Rounds.TakeLast(MostRounds))
        {
            table.Row(
                round.Round.ToString(CultureInfo.InvariantCulture), round.Purpose, Words.Count(round.Attempts), Words.Count(round.Selected), Words.Count(round.Summed),
                Words.Seconds(round.Seconds), Loss(round.Loss), Share(round.Accuracy), Share(round.MacroF1), Number(round.UpdateNorm), Number(round.Clip), Number(round.Epsilon));
        }
        return table;
    }

    private static string Security(FederationPlan plan)
    {
        var sums = plan.Security is { SecureAggregation: false } ? "updates open to the server" : "secure sums";
        var privacy = plan.Privacy is { Mode: not "none" and var mode } ? $", {mode} noise" : "";
        var robust = plan.Robust is { Rule: not "none" and var rule } ? $", {rule}" : "";
        return sums + privacy + robust;
    }

    private static string Loss(double? loss) => loss is { } value ? Words.Loss(value) : "-";

    private static string Share(double? share) => share is { } value ? Words.Percent(value) : "-";

    private static string Number(double? number) => number is { } value ? Words.Number(value) : "-";
}
