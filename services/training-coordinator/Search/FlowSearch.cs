using NetMl.Contracts.Training;
using NetMl.Gnn;
using NetMl.Gnn.GraphTasks;
using NetMl.Gnn.Parts;
using NetMl.TrainingCoordinator.Evaluation;
using NetMl.TrainingCoordinator.Jobs;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.TrainingCoordinator.Search;

/// <summary>A search for the settings of a network over flows or hosts: its name, width and learning rate. The best epoch of each is chosen by the validation part as well.</summary>
sealed class FlowSearch : ISearchSubject
{
    private readonly string _job;
    private readonly JobRequest _request;
    private readonly TrainingSet _input;
    private readonly Func<JobRequest, CancellationToken, Task<TrainingSet>> _prepare;
    private readonly string _metric;

    /// <param name="job">Its id.</param>
    /// <param name="input">With one part.</param>
    /// <param name="prepare">The same input for another network.</param>
    /// <exception cref="UnusableInputException">There is nothing to choose by.</exception>
    internal FlowSearch(string job, TrainingSet input, Func<JobRequest, CancellationToken, Task<TrainingSet>> prepare)
    {
        (_job, _request, _input, _prepare, _metric) = (job, input.Request, input, prepare, SearchRequests.Metric(input.Request));
        var (validation, shape) = (Validation(input), Shape(Settings(SearchRequests.Networks(_request)[0], null, null)));
        if (validation.Owned.IsEmpty)
            throw new UnusableInputException("The validation part, by which a search chooses, has no item of a class that is learnt: raise split.validation, or choose split.kind random.");

        // No label of the test part: workers learn only from what is learnt from and chosen by.
        PartFile = new GraphTask(shape, input.NodeScale, input.FlowScale, input.ClassWeights, input.TrainParts[0], validation, GraphTask.PartOf(input.Learnt.Sample, [], default)).Write();
    }

    public string TaskName => _request.Task;

    public long Items => _input.TotalItems;

    public ReadOnlyMemory<byte> PartFile { get; }

    /// <exception cref="UnusableInputException">The input cannot be learnt from, or there is nothing to choose by.</exception>
    public static async Task<FlowSearch> CreateAsync(TrainingJob job, JobPreparation preparation, JobSteps steps, CancellationToken cancellationToken)
    {
        var inputs = await preparation.FreezeAsync(job, steps, cancellationToken);
        Task<TrainingSet> PrepareAsync(JobRequest request, CancellationToken token) => steps.RetryAsync(() => preparation.PrepareAsync(request, inputs, token), token);
        return new FlowSearch(job.Id, await PrepareAsync(Widest(job.Request), cancellationToken), PrepareAsync);
    }

    /// <inheritdoc/>
    public IReadOnlyList<NetworkRequest> Draw()
    {
        var networks = SearchRequests.Networks(_request);
        return SearchSpace.Draw(
            _request.Search?.Trials ?? 1, _request.Seed, Settings(networks[0], _input.Settings.HiddenSize, _input.Settings.LearningRate),
            random => SearchSpace.OfFlows(random, networks, _request.HiddenSize, _request.LearningRate, _input.Settings.Epochs), static _ => true);
    }

    /// <inheritdoc/>
    public int Parameters(NetworkRequest settings) => GraphNetworks.Create(Shape(settings)).Layout.Count;

    /// <inheritdoc/>
    public long OutcomeLimitBytes(NetworkRequest settings) => NodeOutcomeFile.LimitBytes(Parameters(settings), 0);

    /// <inheritdoc/>
    public TrialOutcome Read(ReadOnlyMemory<byte> file, NetworkRequest settings)
    {
        var outcome = NodeOutcomeFile.Read(file, Parameters(settings), 0, _input.Classes.Count);
        var validation = outcome.Validation ?? throw new InvalidDataException("The outcome of the trial has no validation.");
        return new TrialOutcome(outcome.Weights, outcome.Epochs, outcome.BestEpoch, _metric == JobMetrics.Loss ? validation.Loss : validation.Score, validation.Loss);
    }

    /// <inheritdoc/>
    public async Task<JudgedModel> JudgeAsync(NetworkRequest settings, TrialOutcome outcome, SearchResult search, CancellationToken cancellationToken)
    {
        var request = _request with
        {
            Network = new NetworkRequest(settings.Name),
            HiddenSize = settings.Hidden ?? _request.HiddenSize,
            LearningRate = settings.LearningRate ?? _request.LearningRate,
        };
        var input = await _prepare(request, cancellationToken);
        var outputs = new PartProgram(input.Part(0)).Evaluate(outcome.Weights);
        var judged = JobOutcome.Of(input, _job, outcome.Weights, [outputs], cancellationToken);
        return new JudgedModel(judged.Artifact, version => judged.Result(input, version) with { Search = search });
    }

    /// <summary>The request with one part, for the network that hears from farthest: what it needs around its items is enough for the others.</summary>
    private static JobRequest Widest(JobRequest request)
    {
        var farthest = SearchRequests.Networks(request).MaxBy(name => GraphNetworks.Create(new NetworkShape(request.Task, name, 1, 1, FlowSettings.Of(request).HiddenSize, 2)).Hops);
        return request with { Workers = 1, Network = new NetworkRequest(farthest ?? GraphNetworks.DefaultOf(request.Task)) };
    }

    private static GraphPart Validation(TrainingSet input)
    {
        var (graph, isAnomaly) = (input.Judged, TrainingTasks.IsAnomaly(input.Request.Task));
        var marks = isAnomaly ? Array.ConvertAll(graph.Parts, part => IsValidation(part) ? 0 : -1) : [.. graph.LabelsOf(IsValidation).Select(label => label < input.Classes.Count ? label : -1)];
        return GraphPartitioner.Cut(graph.Sample, input.AreFlows, marks, 1, input.Network.Hops)[0];
    }

    private static bool IsValidation(SplitPart part) => part == SplitPart.Validation;

    private NetworkRequest Settings(string network, int? hidden, double? learningRate) => new(network, hidden, LearningRate: learningRate, Epochs: _input.Settings.Epochs);

    private NetworkShape Shape(NetworkRequest settings) => new(
        _request.Task, settings.Name, _input.NodeFeatureNames.Count, _input.FlowFeatureNames.Count, settings.Hidden ?? _input.Settings.HiddenSize, _input.Classes.Count);
}
