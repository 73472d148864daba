using Dapr.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NetMl.Contracts;
using NetMl.Contracts.Training;
using NetMl.Features;
using NetMl.Flows;
using NetMl.Tests;
using NetMl.Training.Tests.Preparation;
using NetMl.Training.Tests.System;
using NetMl.TrainingCoordinator.Cards;
using NetMl.TrainingCoordinator.Evaluation;
using NetMl.TrainingCoordinator.Jobs;
using NetMl.TrainingCoordinator.Models;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.Training.Tests.Jobs;

/// <summary>A job whose best epoch is stored by a real sidecar; of its coordinator nothing else outlives a restart.</summary>
internal sealed class BestBench : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly DaprLocalProcess _sidecar;
    private TrainingJob? _job;

    private BestBench()
    {
        var place = new SidecarApp(AppIds.TrainingCoordinator, FreePort.Next(), FreePort.Next());
        _sidecar = new DaprLocalProcess([place]);
        Dapr = new DaprClientBuilder().UseHttpEndpoint($"http://127.0.0.1:{place.DaprPort}").Build();
        (Book, Bests) = Coordinator();
    }

    /// <summary>What the job learns.</summary>
    public static TrainingSet Input { get; } = Cut(JobRequestRules.Resolve(new JobRequest("d", "m", Epochs: 12, Split: new SplitRequest(SplitKinds.Random, 0.2), Metric: JobMetrics.Loss)));

    public DaprClient Dapr { get; }

    public JobBook Book { get; private set; }

    public BestWeights Bests { get; private set; }

    public TrainingJob Job => _job ?? throw new InvalidOperationException("there is a job");

    public static async Task<BestBench> StartAsync()
    {
        var bench = new BestBench();
        await bench._sidecar.StartAsync();
        bench._job = await bench.Book.TryAddAsync(Input.Request, None);
        return bench;
    }

    /// <summary>Those after an epoch.</summary>
    public static float[] Weights(int epoch) => Input.Network.Layout.Initialise(epoch);

    /// <summary>What the coordinator knows of the job's best epoch.</summary>
    public async Task<BestEpoch> OpenAsync() => await Bests.OpenAsync(Job, Input, None) ?? throw new InvalidOperationException("there is something to choose by");

    public async Task<bool> HasChunkAsync(int place, int index) => !(await Dapr.GetByteStateAsync(DaprComponents.StateStore, BestWeights.Key(Job.Id, place, index))).IsEmpty;

    /// <summary>One epoch after what is stored, as <see cref="JobExecution"/> goes through it.</summary>
    public async Task<StoredBest> TrainAsync(int epoch)
    {
        var best = await OpenAsync();
        var score = best.Look(epoch, Weights(epoch));
        Job.Update(status => status with { State = JobStates.Training, Losses = [.. Enumerable.Repeat(1.0, epoch)], Curve = [new CurvePoint(epoch, 1, score)] });
        await Bests.KeepAsync(Job, best, None);
        await Book.SaveAsync(Job, None);
        return Job.Document.Best ?? throw new InvalidOperationException("the best epoch is stored");
    }

    /// <returns>Jobs that go on.</returns>
    public async Task<int> RestartAsync()
    {
        var id = Job.Id;
        Book.Dispose();
        (Book, Bests) = Coordinator();
        var unfinished = await Book.LoadAsync(None);
        Assert.True(Book.TryGet(id, out _job));
        return unfinished;
    }

    public ValueTask DisposeAsync()
    {
        Book.Dispose();
        Dapr.Dispose();
        _sidecar.Dispose();
        return ValueTask.CompletedTask;
    }

    private (JobBook Book, BestWeights Bests) Coordinator()
    {
        var book = new JobBook(new JobStore(Dapr), Options.Create(new JobOptions()));
        return (book, new BestWeights(Dapr, book, new JobSteps(book, new CardShelf(Dapr, new ArtifactStore(Dapr)), TimeProvider.System, NullLogger<JobSteps>.Instance)));
    }

    private static TrainingSet Cut(JobRequest request)
    {
        var graph = LabelledGraph.OfFlows(SnapshotGraphs.Of(FlowGraph.Build(SyntheticCapture.Generate(1, new SyntheticOptions { Flows = 1000, Hosts = 20 }), 256)));
        return JobCut.OfOne(request, new JobInputs("all", "all", "all", null), graph, ItemSplit.Of(request, graph));
    }
}
