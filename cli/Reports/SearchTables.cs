using NetMl.Cli.Curves;
using NetMl.Contracts.Training;
using Spectre.Console;

namespace NetMl.Cli.Reports;

/// <summary>What a search tried.</summary>
internal static class SearchTables
{
    /// <summary>Best first; of the settings those that are not the same in all trials.</summary>
    public static Table Trials(SearchResult search)
    {
        string[] settings =
        [
            .. search.Trials.SelectMany(trial => trial.Settings.Keys).Distinct(StringComparer.Ordinal)
                .Where(name => search.Trials.Select(trial => trial.Settings.GetValueOrDefault(name)).Distinct(StringComparer.Ordinal).Count() > 1),
        ];
        var table = Tables.Create(
            $"Trials by {search.Metric} on the validation part, {search.Method}, {Words.Duration(Math.Round(search.Seconds, 1))}",
            [">trial", $">{search.Metric}", ">epochs", .. settings.Select(name => $">{name}"), "worker"]);
        foreach (var trial in search.Trials)
        {
            table.Row(
            [
                $"{trial.Trial}", trial.Score is { } score ? JobCurves.Score(search.Metric, score) : "-", Words.Count(trial.Epochs),
                .. settings.Select(name => trial.Settings.GetValueOrDefault(name, "-")), trial.Problem ?? trial.Worker ?? "-",
            ]);
        }
        return table;
    }
}
