using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using NetMl.Contracts;
using NetMl.Contracts.Federation;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Commands;

/// <summary>The options of federation create. What is not given keeps the value of --plan, or the default of the plan's records.</summary>
internal sealed class PlanOptions
{
    private static readonly FederationPlan Empty = new("", "", []);
    private static readonly LocalPlan Local = new();
    private static readonly StrategyPlan Strategy = new();
    private static readonly CohortPlan Cohort = new();
    private static readonly SecurityPlan Security = new();
    private static readonly PrivacyPlan Privacy = new();
    private static readonly RobustPlan Robust = new();
    private static readonly DeadlinePlan Deadlines = new();

    private readonly Argument<string> _name = FederationCommand.Name();
    private readonly Option<string?> _plan = Text("--plan", "FILE", "A plan as JSON (docs/api.md).");
    private readonly Option<string?> _model = Text("--model", "NAME", "Name under which the result is published.");
    private readonly Option<string?> _classes = Text("--classes", "A,B", "Class names that all sites agree on.");
    private readonly Option<string?> _task = Text("--task", "TASK", $"{TrainingTasks.FlowClassification} or {TrainingTasks.HostAnomaly} ({Empty.Task}).");
    private readonly Option<int?> _rounds = Number("--rounds", "Rounds of training", Empty.Rounds);
    private readonly Option<int?> _hidden = Number("--hidden", "Width of the hidden layers", Empty.HiddenSize);
    private readonly Option<int?> _window = Number("--window", "Flows per graph", Empty.WindowFlows);
    private readonly Option<double?> _fraction = Real("--train-fraction", "Share of each site's flows, first in time, that it learns from", Empty.TrainFraction);
    private readonly Option<int?> _seed = Number("--seed", "Seed of the first weights", Empty.Seed);

    private readonly Option<int?> _epochs = Number("--epochs", "Sites: passes over their windows in a round", Local.Epochs);
    private readonly Option<double?> _rate = Real("--learning-rate", "Sites: step size", Local.LearningRate);
    private readonly Option<string?> _optimiser = Text("--optimiser", "WORD", $"Sites: sgd or adam ({Local.Optimiser}).");
    private readonly Option<int?> _batch = Number("--batch-windows", "Sites: windows per step", Local.BatchWindows);
    private readonly Option<double?> _privateNoise = Real("--dp-sgd-noise", "Sites: noise multiplier of DP-SGD inside a site, 0 = off", Local.PrivateNoise);
    private readonly Option<double?> _privateClip = Real("--dp-sgd-clip", "Sites: largest norm of one window's gradient", Local.PrivateClip);
    private readonly Option<int?> _fineTune = Number("--fine-tune", "Sites: passes over their own flows on their own copy of the final model", Local.FineTuneEpochs);

    private readonly Option<string?> _strategy = Text(
        "--strategy", "NAME", $"Server: fed-avg, fed-prox, fed-adam, fed-yogi, fed-adagrad, fed-avgm, scaffold, fed-nova, fed-buff, q-fed-avg, fed-per or clustered ({Strategy.Name}).");

    private readonly Option<double?> _serverRate = Real("--server-rate", "Server: step size, 0 = the strategy's own", Strategy.ServerLearningRate);
    private readonly Option<double?> _momentum = Real("--momentum", "Server: momentum of fed-avgm and the adaptive strategies", Strategy.Momentum);
    private readonly Option<double?> _mu = Real("--mu", "Server: fed-prox, pull towards the shared model", Strategy.Mu);
    private readonly Option<double?> _q = Real("--q", "Server: q-fed-avg, larger = fairer", Strategy.Q);
    private readonly Option<int?> _clusters = Number("--clusters", "Server: clustered, number of models", Strategy.Clusters);
    private readonly Option<int?> _buffer = Number("--buffer", "Server: fed-buff, updates per step", Strategy.Buffer);

    private readonly Option<int?> _minimum = Number("--minimum", "Sites asked: fewer than this, no round", Cohort.Minimum);
    private readonly Option<int?> _maximum = Number("--maximum", "Sites asked: at most", Cohort.Maximum);
    private readonly Option<string?> _sampling = Text("--sampling", "WORD", $"Sites asked: all, uniform, poisson or availability ({Cohort.Sampling}).");
    private readonly Option<double?> _share = Real("--fraction", "Sites asked: share of those present, for uniform, poisson and availability", Cohort.Fraction);

    private readonly Option<bool> _open = new("--open-updates") { Description = "Security: without secure aggregation; the server sees each site's update." };
    private readonly Option<double?> _threshold = Real("--threshold", "Security: share of a site's neighbours that must answer to open a sum, above 1/2", Security.ThresholdFraction);
    private readonly Option<int?> _neighbours = Number("--neighbours", "Security: sites with whom each shares keys, 0 = chosen", Security.Neighbours);
    private readonly Option<int?> _bits = Number("--value-bits", "Security: bits per number before masking, 8 to 30, 0 = as many as fit", Security.ValueBits);
    private readonly Option<double?> _range = Real("--range", "Security: numbers are cut to ± this", Security.Range);
    private readonly Option<string?> _weighting = Text("--weighting", "WORD", $"Security: items (a site counts by its hidden number of items) or equal ({Security.Weighting}).");
    private readonly Option<int?> _items = Number("--maximum-items", "Security: items at which a site's weight is 1", Security.MaximumItems);
    private readonly Option<string?> _compression = Text("--compression", "WORD", $"Security: of open updates: float32, float16 or int8 ({Security.Compression}).");

    private readonly Option<string?> _privacy = Text("--privacy", "MODE", $"Privacy: none, central, distributed or local ({Privacy.Mode}).");
    private readonly Option<double?> _noise = Real("--noise", "Privacy: noise multiplier, 0 = from --max-epsilon and the rounds", Privacy.NoiseMultiplier);
    private readonly Option<double?> _epsilon = Real("--max-epsilon", "Privacy: the federation ends before it would spend more", Privacy.MaximumEpsilon);
    private readonly Option<double?> _delta = Real("--delta", "Privacy: chance that ε does not hold", Privacy.Delta);
    private readonly Option<double?> _clip = Real("--clip", "Privacy: largest norm of an update", Privacy.Clip);
    private readonly Option<bool> _adaptive = new("--adaptive-clip") { Description = "Privacy: the norm follows the sites' median." };

    private readonly Option<string?> _robust = Text("--robust", "RULE", $"Liars: none, krum, multi-krum, bulyan, trimmed-mean, median, norm-bound or fl-trust ({Robust.Rule}).");
    private readonly Option<int?> _byzantine = Number("--byzantine", "Liars: how many are tolerated", Robust.Byzantine);
    private readonly Option<double?> _normBound = Real("--norm-bound", "Liars: norm-bound, largest norm of an update", Robust.NormBound);
    private readonly Option<string?> _trusted = Text("--trusted-site", "SITE", "Liars: fl-trust, the site whose update is the yardstick.");

    private readonly Option<double?> _step = Real("--step-seconds", "Waiting: for each step of a round", Deadlines.StepSeconds);
    private readonly Option<double?> _presence = Real("--presence-seconds", "Waiting: a site that has not asked for this long is away", Deadlines.PresenceSeconds);
    private readonly Option<int?> _buckets = Number("--boundary-buckets", "Boundary hosts: exchange hashed embeddings in a table of this length; off unless given", null);
    private readonly Option<int?> _width = Number("--boundary-width", "Boundary hosts: numbers per embedding", new BoundaryPlan().Width);

    public void AddTo(Command command)
    {
        command.Arguments.Add(_name);
        foreach (var option in new Option[]
        {
            _model, _classes, _plan, _task, _rounds, _hidden, _window, _fraction, _seed, _epochs, _rate, _optimiser, _batch, _privateNoise, _privateClip, _fineTune,
            _strategy, _serverRate, _momentum, _mu, _q, _clusters, _buffer, _minimum, _maximum, _sampling, _share,
            _open, _threshold, _neighbours, _bits, _range, _weighting, _items, _compression, _privacy, _noise, _epsilon, _delta, _clip, _adaptive,
            _robust, _byzantine, _normBound, _trusted, _step, _presence, _buckets, _width,
        })
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_plan) is null && result.GetResult(_model) is null)
                result.AddError("A federation needs the name of its model: give --model, or a plan with --plan.");
        });
    }

    public FederationPlan Read(ParseResult parse)
    {
        var plan = parse.GetValue(_plan) is { } file ? ReadFile(file) : Empty;
        return plan with
        {
            Name = parse.GetRequiredValue(_name),
            Model = parse.GetValue(_model) ?? plan.Model,
            Classes = parse.GetValue(_classes)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? plan.Classes,
            Task = parse.GetValue(_task) ?? plan.Task,
            Rounds = parse.GetValue(_rounds) ?? plan.Rounds,
            HiddenSize = parse.GetValue(_hidden) ?? plan.HiddenSize,
            WindowFlows = parse.GetValue(_window) ?? plan.WindowFlows,
            TrainFraction = parse.GetValue(_fraction) ?? plan.TrainFraction,
            Seed = parse.GetValue(_seed) ?? plan.Seed,
            Local = Read(parse, plan.Local ?? Local),
            Strategy = Read(parse, plan.Strategy ?? Strategy),
            Cohort = Read(parse, plan.Cohort ?? Cohort),
            Security = Read(parse, plan.Security ?? Security),
            Privacy = Read(parse, plan.Privacy ?? Privacy),
            Robust = Read(parse, plan.Robust ?? Robust),
            Deadlines = new DeadlinePlan(parse.GetValue(_step) ?? (plan.Deadlines ?? Deadlines).StepSeconds, parse.GetValue(_presence) ?? (plan.Deadlines ?? Deadlines).PresenceSeconds),
            Boundary = parse.GetValue(_buckets) is { } buckets ? new BoundaryPlan(buckets, parse.GetValue(_width) ?? new BoundaryPlan().Width) : plan.Boundary,
        };
    }

    private LocalPlan Read(ParseResult parse, LocalPlan plan) => new(
        parse.GetValue(_epochs) ?? plan.Epochs, parse.GetValue(_rate) ?? plan.LearningRate, parse.GetValue(_optimiser) ?? plan.Optimiser, parse.GetValue(_batch) ?? plan.BatchWindows,
        parse.GetValue(_privateNoise) ?? plan.PrivateNoise, parse.GetValue(_privateClip) ?? plan.PrivateClip, parse.GetValue(_fineTune) ?? plan.FineTuneEpochs);

    private StrategyPlan Read(ParseResult parse, StrategyPlan plan) => plan with
    {
        Name = parse.GetValue(_strategy) ?? plan.Name,
        ServerLearningRate = parse.GetValue(_serverRate) ?? plan.ServerLearningRate,
        Momentum = parse.GetValue(_momentum) ?? plan.Momentum,
        Mu = parse.GetValue(_mu) ?? plan.Mu,
        Q = parse.GetValue(_q) ?? plan.Q,
        Clusters = parse.GetValue(_clusters) ?? plan.Clusters,
        Buffer = parse.GetValue(_buffer) ?? plan.Buffer,
    };

    private CohortPlan Read(ParseResult parse, CohortPlan plan) => new(
        parse.GetValue(_minimum) ?? plan.Minimum, parse.GetValue(_maximum) ?? plan.Maximum, parse.GetValue(_sampling) ?? plan.Sampling, parse.GetValue(_share) ?? plan.Fraction);

    private SecurityPlan Read(ParseResult parse, SecurityPlan plan) => new(
        plan.SecureAggregation && !parse.GetValue(_open), parse.GetValue(_threshold) ?? plan.ThresholdFraction, parse.GetValue(_neighbours) ?? plan.Neighbours,
        parse.GetValue(_bits) ?? plan.ValueBits, parse.GetValue(_range) ?? plan.Range, parse.GetValue(_weighting) ?? plan.Weighting,
        parse.GetValue(_items) ?? plan.MaximumItems, parse.GetValue(_compression) ?? plan.Compression);

    private PrivacyPlan Read(ParseResult parse, PrivacyPlan plan) => new(
        parse.GetValue(_privacy) ?? plan.Mode, parse.GetValue(_noise) ?? plan.NoiseMultiplier, parse.GetValue(_epsilon) ?? plan.MaximumEpsilon,
        parse.GetValue(_delta) ?? plan.Delta, parse.GetValue(_clip) ?? plan.Clip, parse.GetValue(_adaptive) || plan.AdaptiveClip);

    private RobustPlan Read(ParseResult parse, RobustPlan plan) => new(
        parse.GetValue(_robust) ?? plan.Rule, parse.GetValue(_byzantine) ?? plan.Byzantine, parse.GetValue(_normBound) ?? plan.NormBound, parse.GetValue(_trusted) ?? plan.TrustedSite);

    private static FederationPlan ReadFile(string path)
    {
        if (!File.Exists(path))
            throw new CommandFailure($"The file '{path}' does not exist: check the path.");
        try
        {
            var plan = JsonSerializer.Deserialize(File.ReadAllBytes(path), WireJson.Default.FederationPlan) ?? throw new JsonException("it is null");
            return plan with { Name = plan.Name ?? "", Model = plan.Model ?? "", Classes = plan.Classes ?? [] };
        }
        catch (JsonException exception)
        {
            throw new CommandFailure($"The plan '{path}' cannot be read ({exception.Message.TrimEnd('.')}): docs/api.md shows one.");
        }
    }

    private static Option<string?> Text(string name, string help, string description) => new(name) { Description = description, HelpName = help };

    private static Option<int?> Number(string name, string description, int? value) => new(name)
    {
        Description = value is { } number ? string.Create(CultureInfo.InvariantCulture, $"{description} ({number}).") : $"{description}.",
        HelpName = "N",
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var given))
                return given;
            result.AddError($"{name} is '{result.Tokens[0].Value}'; it must be a whole number.");
            return null;
        },
    };

    private static Option<double?> Real(string name, string description, double value) => new(name)
    {
        Description = string.Create(CultureInfo.InvariantCulture, $"{description} ({value})."),
        HelpName = "X",
        CustomParser = result =>
        {
            if (double.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var given) && double.IsFinite(given))
                return given;
            result.AddError($"{name} is '{result.Tokens[0].Value}'; it must be a number.");
            return null;
        },
    };
}
