using System.CommandLine;
using System.CommandLine.Parsing;
using NetMl.Cli.Commands;
using NetMl.Contracts.Serving;

namespace NetMl.Cli.Evaluating;

/// <summary>The options that say what models are scored on.</summary>
internal sealed class EvaluationInput
{
    private readonly Option<string?> _dataset = new("--dataset") { Description = "Data set with labelled flows, for models of flows or hosts.", HelpName = "DATASET" };
    private readonly Option<string?> _graph = new("--graph") { Description = "Imported graph with labelled nodes, for models of nodes.", HelpName = "GRAPH" };
    private readonly Option<DateTimeOffset?> _from = CommonOptions.Instant("--from", "Only flows that start then or later");
    private readonly Option<DateTimeOffset?> _to = CommonOptions.Instant("--to", "Only flows that start before");
    private readonly Option<int> _seed = CommonOptions.Number("--seed", 1, "Seed of the resamples by which differences are judged", 0, int.MaxValue);

    /// <param name="isNeeded">Without a data set or graph there is nothing to do.</param>
    public void AddTo(Command command, bool isNeeded)
    {
        foreach (var option in (Option[])[_dataset, _graph, _from, _to])
            command.Options.Add(option);
        if (!isNeeded)
            command.Options.Add(_seed);
        command.Validators.Add(result =>
        {
            var (dataset, graph) = (result.GetValue(_dataset), result.GetValue(_graph));
            if ((dataset is not null && graph is not null) || (isNeeded && dataset is null && graph is null))
                result.AddError("The command takes either --dataset DATASET or --graph GRAPH.");
            else if (dataset is null && (result.GetResult(_from) ?? result.GetResult(_to)) is not null)
                result.AddError("--from and --to are times of flows: they go with --dataset.");
        });
    }

    public EvaluationRequest Read(ParseResult parse) => new(
        parse.GetValue(_dataset), parse.GetValue(_graph), parse.GetValue(_from), parse.GetValue(_to), Seed: parse.CommandResult.Command.Options.Contains(_seed) ? parse.GetValue(_seed) : 1);
}
