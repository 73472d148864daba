using System.CommandLine;
using System.CommandLine.Parsing;
using NetMl.Contracts.Training;
using NetMl.Gnn;
using NetMl.Gnn.Baselines;
using NetMl.Gnn.Networks;

namespace NetMl.Cli.Commands;

/// <summary>The options of train: those of <see cref="JobRequest"/> with its defaults, and those of a node classifier, which are null unless given.</summary>
internal sealed class TrainOptions
{
    private static readonly JobRequest Defaults = new("", "");
    private const int LeastHidden = 2;
    private const int MostHidden = 512;
    private readonly FlowTrainOptions _flows = new();
    private readonly Argument<string> _input = new("NAME") { Description = "Name of a data set or of an imported graph." };
    private readonly Option<string> _model = new("--model") { Description = "Name under which the model is published: 1 to 64 of a-z, 0-9, '-'.", Required = true, HelpName = "NAME" };

    private readonly Option<string?> _task = new("--task")
    {
        Description = $"What to learn: {TrainingTasks.FlowClassification} (a class for each flow, from labels; the default for a data set), {TrainingTasks.HostClassification} (a class for each host), "
            + $"{TrainingTasks.FlowAnomaly} or {TrainingTasks.HostAnomaly} (odd flows or hosts, no labels) or {TrainingTasks.NodeClassification} (a class for each node; the default for an imported graph).",
        HelpName = "TASK",
    };

    private readonly Option<int?> _epochs = CommonOptions.OptionalNumber("--epochs", $"Passes over the training flows, {FlowSettings.OfClasses.Epochs} for classes and {FlowSettings.OfOddness.Epochs} without labels unless given; for nodes the most, by default those of the network", 1, 10_000);
    private readonly Option<double?> _learningRate = CommonOptions.OptionalRate("--learning-rate", $"Step size of Adam, {FlowSettings.OfClasses.LearningRate} unless given; for nodes by default that of the network");
    private readonly Option<int?> _hidden = CommonOptions.OptionalNumber("--hidden", $"Width of the hidden layers, {FlowSettings.OfClasses.HiddenSize} unless given, 2 to 512; for nodes 1 to 1024, by default that of the network", 1, 1024);
    private readonly Option<int> _seed = CommonOptions.Number("--seed", Defaults.Seed, "Seed of the first weights, and of a split that is drawn", 0, int.MaxValue);

    private readonly Option<string?> _network = new("--network")
    {
        Description = $"The network, the default first. {Networks()} Flows and hosts by class also: {TreeClassifier.Name}. Nodes: {string.Join(", ", NodeNetworks.Names)}.",
        HelpName = "NETWORK",
    };

    private readonly Option<int?> _layers = CommonOptions.OptionalNumber("--layers", "Nodes: layers with weights; steps of propagation for sgc and appnp", 1, 64);
    private readonly Option<int?> _heads = CommonOptions.OptionalNumber("--heads", "Nodes: attention heads of gat and gatv2", 1, 16);
    private readonly Option<double?> _dropout = CommonOptions.OptionalShare("--dropout", "Nodes: chance that an input is dropped in training");
    private readonly Option<double?> _weightDecay = CommonOptions.OptionalShare("--weight-decay", "Nodes: strength of the L2 penalty");
    private readonly Option<int?> _patience = CommonOptions.OptionalNumber("--patience", "Nodes: epochs without a better validation before training ends; 0 = never", 0, 10_000);
    private readonly Option<int?> _repeats = CommonOptions.OptionalNumber("--repeats", "Nodes: trainings with seed, seed + 1, …, whose mean is told; 1 unless given", 1, 100);

    private IReadOnlyList<Option> OfFlows => _flows.All;

    private IReadOnlyList<Option> OfNodes => [_layers, _heads, _dropout, _weightDecay, _patience, _repeats];

    public void AddTo(Command command)
    {
        command.Arguments.Add(_input);
        foreach (var option in (Option[])[_model, _task, _network, _epochs, _learningRate, _hidden, _seed, .. OfFlows, .. OfNodes])
            command.Options.Add(option);
    }

    public string Input(ParseResult parse) => parse.GetRequiredValue(_input);

    /// <summary>The task that the options name, or that only they can mean; null when it depends on what <see cref="Input"/> is.</summary>
    public string? Task(ParseResult parse) => parse.GetValue(_task) is { Length: > 0 } named ? named
        : OfNodes.Any(option => IsGiven(parse, option)) || IsOfNodesOnly(parse.GetValue(_network)) ? TrainingTasks.NodeClassification : null;

    /// <exception cref="CommandFailure">An option is given that the task does not read.</exception>
    public JobRequest Read(ParseResult parse, string task)
    {
        var isOfNodes = task == TrainingTasks.NodeClassification;
        if ((isOfNodes ? OfFlows : OfNodes).FirstOrDefault(option => IsGiven(parse, option)) is { } strange)
            throw new CommandFailure($"{strange.Name} does not go with the task {task}: leave it out.", CommandFailure.WrongUsage);
        if (!isOfNodes && parse.GetValue(_hidden) is < LeastHidden or > MostHidden)
            throw new CommandFailure($"--hidden is '{parse.GetValue(_hidden)}'; for the task {task} it must be a whole number from {LeastHidden} to {MostHidden}.", CommandFailure.WrongUsage);
        return isOfNodes ? OfNodesRequest(parse) : _flows.Apply(parse, new JobRequest(Input(parse), parse.GetRequiredValue(_model), task) with
        {
            Epochs = parse.GetValue(_epochs),
            LearningRate = parse.GetValue(_learningRate),
            HiddenSize = parse.GetValue(_hidden),
            Seed = parse.GetValue(_seed),
            Network = parse.GetValue(_network) is { } network ? new NetworkRequest(network) : null,
        });
    }

    private JobRequest OfNodesRequest(ParseResult parse) => new JobRequest(Input(parse), parse.GetRequiredValue(_model), TrainingTasks.NodeClassification) with
    {
        Seed = parse.GetValue(_seed),
        Repeats = parse.GetValue(_repeats),
        Network = new NetworkRequest(
            parse.GetValue(_network) ?? new NetworkRequest().Name, parse.GetValue(_hidden), parse.GetValue(_layers), parse.GetValue(_heads), parse.GetValue(_dropout),
            parse.GetValue(_learningRate), parse.GetValue(_weightDecay), parse.GetValue(_epochs), parse.GetValue(_patience)),
    };

    private static bool IsOfNodesOnly(string? network) =>
        network is not null && NodeNetworks.Names.Contains(network) && !GraphNetworks.Tasks.SelectMany(GraphNetworks.NamesOf).Contains(network);

    private static string Networks() => string.Join(' ', GraphNetworks.Tasks.Select(task => $"{task}: {string.Join(", ", GraphNetworks.NamesOf(task))}."));

    private static bool IsGiven(ParseResult parse, Option option) => parse.GetResult(option) is { Implicit: false };
}
