using System.Text;
using Microsoft.Extensions.Time.Testing;
using NetMl.Contracts.Training;
using NetMl.Gnn.Training;
using NetMl.Tensors;
using NetMl.Tensors.Parallelism;
using NetMl.TrainingCoordinator.Jobs;
using NetMl.TrainingCoordinator.NodeClassification;
using NetMl.TrainingCoordinator.Search;
using NetMl.TrainingWorker.Parts;

namespace NetMl.Training.Tests.Search;

/// <summary>A search with a worker's computations, but no network between: parts are trained in this thread, one after the other.</summary>
internal sealed class SearchBench : IDisposable
{
    private readonly TrainingJob _status;

    /// <summary>A search on a graph; on <see cref="Rings"/> unless another is given.</summary>
    public SearchBench(JobRequest request, GraphInput? graph = null) : this(SearchRequests.Settle(request), new NodeSearch("j", SearchRequests.Settle(request), graph ?? Rings()))
    {
    }

    /// <param name="request">With every choice made.</param>
    public SearchBench(JobRequest request, ISearchSubject subject)
    {
        (Request, Subject) = (request, subject);
        _status = new TrainingJob(new JobDocument(new JobStatus("j", Request, JobStates.Training, 0, [], []), null), 0);
        Job = new SearchJob(_status, Subject, Search, SearchRequests.Metric(Request), SearchRequests.Epochs(Request), Time);
    }

    public JobRequest Request { get; }

    public SearchRequest Search => Request.Search ?? throw new InvalidOperationException("the request has a search");

    public ISearchSubject Subject { get; }

    public SearchJob Job { get; }

    public FakeTimeProvider Time { get; } = new();

    public JobStatus Status => _status.Status;

    /// <summary>Epochs that were computed, by trial.</summary>
    public Dictionary<int, List<int>> Computed { get; } = [];

    public static JobRequest RequestOf(SearchRequest search, int epochs = 27) => new(
        "g", "m", TrainingTasks.NodeClassification, Search: search, Network: new NetworkRequest(Epochs: epochs, Patience: 0));

    /// <summary>
    /// Four rings of 24 nodes; the class is the ring, and the only feature says nothing, but that one node in four tells its ring: so classes are
    /// found along edges or not at all. Nodes 0, 1, 2 of every six are learnt from, 3 is chosen by, the others are tested.
    /// </summary>
    /// <param name="testLabel">The label of a test node, of its ring.</param>
    public static GraphInput Rings(Func<int, int>? testLabel = null)
    {
        const int Classes = 4, Ring = 24, Nodes = Classes * Ring, Features = Classes + 1;
        var (offsets, index, source, target, parts, labels) = (new List<int> { 0 }, new List<int>(), new List<int>(), new List<int>(), new byte[Nodes], new int[Nodes]);
        for (var node = 0; node < Nodes; node++)
        {
            var ring = node / Ring;
            index.Add(node % 4 == 0 ? ring : Classes);
            offsets.Add(index.Count);
            source.Add(node);
            target.Add(ring * Ring + (node + 1) % Ring);
            parts[node] = (byte)(node % 6 < 3 ? 1 : node % 6 == 3 ? 2 : 3);
            labels[node] = parts[node] == 3 && testLabel is not null ? testLabel(ring) : ring;
        }
        return new GraphInput(
            "v1", false, new SparseMatrix<float>(Adjacency.OfRows(Features, [.. offsets], [.. index]), [.. index.Select(_ => 1f)]), [],
            labels, parts, ["a", "b", "c", "d"], [.. source], [.. target]);
    }

    /// <summary>Trains what is open until nothing is.</summary>
    /// <param name="order">Which of the open parts is next; the first unless given.</param>
    public void TrainAll(Func<IReadOnlyList<int>, int>? order = null)
    {
        while (Enumerable.Range(0, Job.Parts).Where(Job.IsOpen).ToList() is { Count: > 0 } open)
            Train(order?.Invoke(open) ?? open[0]);
    }

    public void Train(int part)
    {
        var lease = Job.Grant("l", "w", part, 10);
        IWholeTraining training = lease is { Trial: { } trial } && lease.Task != TrainingTasks.NodeClassification ? new FlowTraining(trial, Job.PartFile(part)) : new NodeTraining(lease, Job.PartFile(part));
        var state = Job.CheckpointOf(part) is { } kept ? TrainingState.Read(kept, training.Parameters) : training.Begin();
        var before = state.Epoch;
        var outcome = training.Train(state, WorkTeam.Alone, static _ => { }, static _ => { }, CancellationToken.None);
        Computed.TryAdd(part, []);
        Computed[part].Add(state.Epoch - before);
        if (lease.Trial?.GoesOn() ?? false)
            Job.Keep(part, state.Write());
        Job.TakeOutcome(part, "w", outcome);
    }

    /// <summary>What a search chose by, as text.</summary>
    public string Told() => new StringBuilder().AppendJoin(
        '\n', Job.Ending()?.Search.Trials.Select(trial => $"{trial.Trial} {trial.Epochs} {trial.Score:R} {string.Join(' ', trial.Settings)}") ?? []).ToString();

    public void Dispose() => _status.Dispose();
}
