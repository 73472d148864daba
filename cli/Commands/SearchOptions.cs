using System.CommandLine;
using System.CommandLine.Parsing;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Commands;

/// <summary>The options of train that make it a search: those of <see cref="SearchRequest"/> with its defaults.</summary>
internal sealed class SearchOptions
{
    private static readonly SearchRequest Defaults = new();

    private readonly Option<string?> _method = new("--search")
    {
        Description = "Draw settings and keep the best by halving (many short trainings, of which the best third goes on three times as long, and so on) or random (all trained to the end). What other options give stays as it is.",
        HelpName = "METHOD",
    };

    private readonly Option<int?> _trials = CommonOptions.OptionalNumber("--trials", $"Settings that are drawn, {Defaults.Trials} unless given", 2, 200);
    private readonly Option<TimeSpan?> _budget = CommonOptions.Duration("--budget", $"No further training begins so long after the first, such as 10m ({Defaults.BudgetSeconds / 60} min unless given); the best so far is published.");
    private readonly Option<string?> _networks = new("--networks") { Description = "Networks to choose from, such as gcn,gat; only the job's own unless given.", HelpName = "A,B" };
    private readonly Option<string?> _metric = new("--metric") { Description = "Flows, and any search: what the best epoch and settings are chosen by, on the validation part: accuracy, macro-f1, auroc or loss.", HelpName = "METRIC" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_method, _trials, _budget, _networks, _metric])
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_method) is null && ((Option[])[_trials, _budget, _networks]).FirstOrDefault(option => result.GetResult(option) is not null) is { } lone)
                result.AddError($"{lone.Name} is for a search: add --search halving or --search random.");
        });
    }

    /// <summary>The request with what the options say.</summary>
    public JobRequest Apply(ParseResult parse, JobRequest request)
    {
        if (parse.GetValue(_metric) is { } metric)
            request = request with { Metric = metric };
        return parse.GetValue(_method) is not { } method ? request : request with
        {
            Search = new SearchRequest(
                method, parse.GetValue(_trials) ?? Defaults.Trials, parse.GetValue(_budget)?.TotalSeconds ?? Defaults.BudgetSeconds,
                parse.GetValue(_networks)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
        };
    }
}
