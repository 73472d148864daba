using System.CommandLine;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Commands;

/// <summary>The options of train, with the defaults of <see cref="JobRequest"/>.</summary>
internal sealed class TrainOptions
{
    private static readonly JobRequest Defaults = new("", "");
    private readonly Argument<string> _dataset = CommonOptions.Dataset();
    private readonly Option<string> _model = new("--model") { Description = "Name under which the model is published: 1 to 64 of a-z, 0-9, '-'.", Required = true, HelpName = "NAME" };

    private readonly Option<string> _task = new("--task")
    {
        Description = $"What to learn: {TrainingTasks.FlowClassification} (a class for each flow, from labels) or {TrainingTasks.HostAnomaly} (odd hosts, no labels).",
        DefaultValueFactory = _ => Defaults.Task,
        HelpName = "TASK",
    };

    private readonly Option<int> _epochs = CommonOptions.Number("--epochs", Defaults.Epochs, "Passes over the training flows", 1, 10_000);
    private readonly Option<double> _learningRate = CommonOptions.Fraction("--learning-rate", Defaults.LearningRate, "Step size of Adam", 10);
    private readonly Option<int> _hidden = CommonOptions.Number("--hidden", Defaults.HiddenSize, "Width of the hidden layers", 1, 1024);
    private readonly Option<int> _window = CommonOptions.Number("--window", Defaults.WindowFlows, "Flows per graph; 0 = one graph for all", 0, 1_000_000);
    private readonly Option<double> _fraction = CommonOptions.Fraction("--train-fraction", Defaults.TrainFraction, "Share of the flows, first in time, that are learnt from", 0.99);
    private readonly Option<int> _workers = CommonOptions.Number("--workers", Defaults.Workers, "Parts of the graph, each computed by one worker", 1, 64);
    private readonly Option<int> _shards = CommonOptions.Number("--shards", Defaults.Shards, "Parameter shards", 1, 64);
    private readonly Option<int> _seed = CommonOptions.Number("--seed", Defaults.Seed, "Seed of the first weights", 0, int.MaxValue);

    public void AddTo(Command command)
    {
        command.Arguments.Add(_dataset);
        foreach (var option in new Option[] { _model, _task, _epochs, _learningRate, _hidden, _window, _fraction, _workers, _shards, _seed })
            command.Options.Add(option);
    }

    public JobRequest Read(ParseResult parse) => new(
        parse.GetRequiredValue(_dataset), parse.GetRequiredValue(_model), parse.GetRequiredValue(_task), parse.GetValue(_epochs), parse.GetValue(_learningRate),
        parse.GetValue(_hidden), parse.GetValue(_window), parse.GetValue(_fraction), parse.GetValue(_workers), parse.GetValue(_shards), parse.GetValue(_seed));
}
