using System.CommandLine;
using System.CommandLine.Parsing;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Commands;

/// <summary>The options of train for models of flows and hosts: those of <see cref="JobRequest"/> with its defaults.</summary>
internal sealed class FlowTrainOptions
{
    private static readonly JobRequest Defaults = new("", "");
    private static readonly AnomalyRequest Anomalies = new();

    private readonly Option<int?> _window = CommonOptions.OptionalNumber(
        "--window", $"Flows: how many make a graph, {FlowSettings.OfClasses.WindowFlows} for classes and {FlowSettings.OfOddness.WindowFlows} without labels unless given; 0 = one graph for all", 0, 1_000_000);

    private readonly Option<double> _fraction = CommonOptions.Fraction("--train-fraction", Defaults.TrainFraction, "Flows: share that is not tested: the first in time, or drawn", 0.99);
    private readonly Option<int> _workers = CommonOptions.Number("--workers", Defaults.Workers, "Flows: parts of the graph, each computed by one worker", 1, 64);
    private readonly Option<int> _shards = CommonOptions.Number("--shards", Defaults.Shards, "Flows: parameter shards", 1, 64);

    private readonly Option<string?> _snapshot = new("--snapshot") { Description = "Flows: learn from this snapshot of the data set, with its windows, instead of all flows.", HelpName = "ID" };
    private readonly Option<string?> _split = new("--split") { Description = "Flows: what is tested: time (the last flows; the default), random (drawn with --seed) or hosts (what touches --test-hosts).", HelpName = "KIND" };
    private readonly Option<string?> _hosts = new("--test-hosts") { Description = "Flows: hosts that are tested and never learnt from, such as 10.0.0.5,10.1.0.0/16; implies --split hosts.", HelpName = "A,B" };

    private readonly Option<double?> _validation = CommonOptions.OptionalShare(
        "--validation", "Flows: share of the training part that is not learnt from but chooses the best epoch, or sets the threshold; 0.2 without labels and with --metric or --search, else 0");

    private readonly Option<string?> _features = new("--features") { Description = "Flows: features to learn from, as docs/features.md names them, such as duration,state,out_degree: at least one of flows and one of hosts; all unless given.", HelpName = "A,B" };
    private readonly Option<string?> _labels = new("--labels") { Description = "Flows: flows (the labels that they carry; the default) or behaviours (what detectors found, weighed by its score).", HelpName = "SOURCE" };
    private readonly Option<string?> _scorer = new("--scorer") { Description = "What makes scores: mahalanobis, hbos, isolation-forest or reconstruction; by default that of the network.", HelpName = "SCORER" };

    private readonly Option<double?> _falsePositives = CommonOptions.OptionalShare(
        "--false-positives", $"Share of normal flows or hosts that may be called odd, {Anomalies.FalsePositives} unless given");

    private readonly Option<bool> _normalOnly = new("--normal-only") { Description = "Learn from what is labelled as benign alone." };
    private readonly Option<bool> _noNames = new("--no-names") { Description = "The model file does not name the normal hosts or flows that it keeps to compare odd ones with." };

    public IReadOnlyList<Option> All => [_window, _fraction, _workers, _shards, _snapshot, _split, _hosts, _validation, _features, _labels, _scorer, _falsePositives, _normalOnly, _noNames];

    /// <summary>The request with what the options say.</summary>
    public JobRequest Apply(ParseResult parse, JobRequest request) => request with
    {
        WindowFlows = parse.GetValue(_window),
        TrainFraction = parse.GetValue(_fraction),
        Workers = parse.GetValue(_workers),
        Shards = parse.GetValue(_shards),
        Snapshot = parse.GetValue(_snapshot),
        Split = Split(parse),
        Features = List(parse, _features)?.Distinct(StringComparer.Ordinal).ToArray(),
        Labels = parse.GetValue(_labels),
        Anomaly = Anomaly(parse),
    };

    private SplitRequest? Split(ParseResult parse)
    {
        var (kind, validation, hosts) = (parse.GetValue(_split), parse.GetValue(_validation), List(parse, _hosts));
        return kind is null && validation is null && hosts is null ? null
            : new SplitRequest(kind ?? (hosts is null ? SplitKinds.Time : SplitKinds.Hosts), validation, hosts);
    }

    private AnomalyRequest? Anomaly(ParseResult parse)
    {
        var (scorer, share) = (parse.GetValue(_scorer), parse.GetValue(_falsePositives));
        var (isNormalOnly, keepNames) = (parse.GetValue(_normalOnly), !parse.GetValue(_noNames));
        return scorer is null && share is null && !isNormalOnly && keepNames ? null : new AnomalyRequest(scorer, share ?? Anomalies.FalsePositives, isNormalOnly, keepNames);
    }

    private static string[]? List(ParseResult parse, Option<string?> option) =>
        parse.GetValue(option)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
