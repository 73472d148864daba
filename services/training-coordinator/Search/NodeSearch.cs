using NetMl.Contracts.Training;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Parts;
using NetMl.Gnn.Scores;
using NetMl.TrainingCoordinator.NodeClassification;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.TrainingCoordinator.Search;

/// <summary>A search for the settings of a node classifier.</summary>
sealed class NodeSearch : ISearchSubject
{
    private readonly string _job;
    private readonly JobRequest _request;
    private readonly GraphInput _graph;
    private readonly NodeSet _input;
    private readonly string _metric;

    /// <param name="job">Its id.</param>
    /// <param name="request">Settled: <see cref="SearchRequests.Settle"/>.</param>
    /// <exception cref="UnusableInputException">The graph cannot be learnt from, or nothing in it can be chosen by.</exception>
    public NodeSearch(string job, JobRequest request, GraphInput graph)
    {
        (_job, _request, _graph, _metric) = (job, request, graph, SearchRequests.Metric(request));
        _input = NodePreparation.Prepare(request, graph);
        var task = _input.Task;
        if (task.Validation.Length == 0)
            throw new UnusableInputException($"Graph '{request.Dataset}' has no validation nodes, by which a search chooses: import it with a split that has 'val', or without any.");
        if (_metric == JobMetrics.Auroc && task.Validation.Select(node => task.Labels[node]).Distinct().Count() < 2)
            throw new UnusableInputException($"The metric {JobMetrics.Auroc} ranks nodes of one class against others, but every validation node of graph '{request.Dataset}' is '{task.Classes[task.Labels[task.Validation[0]]]}': choose metric {JobMetrics.MacroF1}, {JobMetrics.Accuracy} or {JobMetrics.Loss}, or import it with another split.");

        // Workers learn no label but those that they learn from and validate by.
        var labels = new int[task.Labels.Length];
        labels.AsSpan().Fill(-1);
        foreach (var node in (int[])[.. task.Train, .. task.Validation])
            labels[node] = task.Labels[node];
        PartFile = new NodePart(task with { Labels = labels, Test = [] }, _input.Settings, request.Seed).Write();
    }

    public string TaskName => TrainingTasks.NodeClassification;

    public long Items => _input.Task.Train.Length;

    public ReadOnlyMemory<byte> PartFile { get; }

    /// <inheritdoc/>
    public IReadOnlyList<NetworkRequest> Draw()
    {
        var (asked, networks) = (_request.Network ?? new NetworkRequest(), SearchRequests.Networks(_request));
        var usual = NodeRequests.Resolve(_request with { Network = asked with { Name = networks[0] } }).Network ?? asked;
        return SearchSpace.Draw(
            _request.Search?.Trials ?? 1, _request.Seed, usual, random => SearchSpace.OfNodes(random, asked, networks),
            settings => Refusal(settings) is null);
    }

    /// <inheritdoc/>
    public int Parameters(NetworkRequest settings) => NodeRequests.Parameters(Settings(settings), _input.Task.Graph.FeatureCount, _input.Task.Classes.Count) ?? 0;

    /// <inheritdoc/>
    public long OutcomeLimitBytes(NetworkRequest settings) => NodeOutcomeFile.LimitBytes(Parameters(settings), _input.Task.Graph.Nodes);

    /// <inheritdoc/>
    public TrialOutcome Read(ReadOnlyMemory<byte> file, NetworkRequest settings)
    {
        var task = _input.Task;
        var outcome = NodeOutcomeFile.Read(file, Parameters(settings), task.Graph.Nodes, task.Classes.Count);
        var loss = outcome.Validation?.Loss ?? throw new InvalidDataException("The outcome of the trial has no validation.");
        var report = ClassificationReport.Of(
            Array.ConvertAll(task.Validation, node => task.Labels[node]), Array.ConvertAll(task.Validation, node => outcome.Predicted[node]), task.Classes.Count);
        var score = _metric switch
        {
            JobMetrics.Loss => loss,
            JobMetrics.MacroF1 => report.MacroF1,
            JobMetrics.Auroc => Auroc(outcome, settings),
            _ => report.Accuracy,
        };
        return new TrialOutcome(outcome.Weights, outcome.Epochs, outcome.BestEpoch, score, loss, outcome.Predicted);
    }

    /// <inheritdoc/>
    public Task<JudgedModel> JudgeAsync(NetworkRequest settings, TrialOutcome outcome, SearchResult search, CancellationToken cancellationToken)
    {
        var input = NodePreparation.Prepare(_request with { Network = settings, Repeats = 1 }, _graph);
        var predicted = outcome.Predicted ?? throw new InvalidOperationException("A node trial foretells every node.");
        var scores = NodeEvaluation.Scores(input, settings.Name, predicted);
        var repeat = new RepeatResult(
            0, _request.Seed, outcome.Epochs, outcome.BestEpoch, outcome.Score, scores.Accuracy, scores.MacroF1, search.Seconds, search.Trials[0].Worker ?? "");
        var trained = new NodeOutcome(outcome.Weights, outcome.Epochs, outcome.BestEpoch, null, null, predicted);
        var baselines = NodeEvaluation.Baselines(input, cancellationToken);
        return Task.FromResult(new JudgedModel(
            NodeExecution.Artifact(_job, input, best: 0, trained).Write(),
            version => new JobResult(
                version, input.Version, input.Task.Train.Length, input.Task.Test.Length, null, input.Parameters, scores, baselines, [],
                NodeExecution.Nodes(input, [repeat], best: 0, search.Seconds), Search: search)));
    }

    // Outcomes hold classes, no probabilities: one pass gives them.
    private double Auroc(NodeOutcome outcome, NetworkRequest settings)
    {
        var (task, classes) = (_input.Task, _input.Task.Classes.Count);
        var probabilities = new NodePredictor(NodeExecution.Artifact(_job, _input with { Settings = Settings(settings) }, best: 0, outcome)).Predict(_graph.Raw, _graph.EdgeSource, _graph.EdgeTarget);
        var logits = task.Validation.SelectMany(node => probabilities.AsSpan(node * classes, classes).ToArray().Select(share => MathF.Log(Math.Max(float.Epsilon, share))));
        return OneAgainstRest.Auroc([.. logits], Array.ConvertAll(task.Validation, node => task.Labels[node]), classes);
    }

    private NodeSettings Settings(NetworkRequest settings) => NodeRequests.Settings(_request with { Network = settings });

    private string? Refusal(NetworkRequest settings) => NodeRequests.Refusal(
        Settings(settings), _request.Dataset, _graph.Labels.Length, _graph.EdgeSource.Length, _graph.Raw.Columns, _graph.Classes);
}
