using Microsoft.Extensions.Options;
using NetMl.Contracts.Serving;
using NetMl.Contracts.Training;
using NetMl.Features;
using NetMl.Inference.Capacity;
using NetMl.Inference.Datasets;
using NetMl.Inference.Models;
using NetMl.Inference.Protocol;
using NetMl.Inference.Refusals;

namespace NetMl.Inference.Evaluating;

/// <summary>Reads labelled items, lets models answer, makes the report. One at a time, because each may hold a gigabyte; some wait, the rest is refused.</summary>
internal sealed class Evaluations(GraphFeatureClient stored, FlowAnswers flowAnswers, ComputeGate gate, IOptions<EvaluationOptions> options, IOptions<CapacityOptions> capacity) : IDisposable
{
    private const int BlockFlows = 256;
    private const int Waiting = 8;
    private readonly Turns _turns = new(Waiting, "evaluations", TimeSpan.FromSeconds(30));

    /// <summary>Of models of flows or hosts.</summary>
    /// <exception cref="Refusal">There is no such data set, nothing of it is labelled, or it is too large.</exception>
    public Task<EvaluationReport> OfFlowsAsync(EvaluationRequest request, IReadOnlyList<ServedModel> models, CancellationToken cancellationToken) => AloneAsync(async () =>
    {
        var dataset = request.Dataset ?? "";
        var limits = new FlowLimits(options.Value.MaxFlows, options.Value.MaxBytes, "Inference:Evaluation:MaxFlows", "Inference:Evaluation:MaxBytes");
        var flows = FlowTable.Build(await stored.BetweenAsync(dataset, request.From, request.To, cancellationToken, limits));
        var (task, classes) = (models[0].Version.Task, new ClassNumbers());
        foreach (var name in models.SelectMany(model => model.Classes))
            classes.Of(name);
        var (answers, truth) = (new List<ItemAnswers>(), Array.Empty<int>());
        foreach (var group in models.GroupBy(model => model.Artifact.WindowFlows))
        {
            var (graph, labels) = FlowAnswers.Items(flows, task, group.Key, classes);
            truth = labels;
            if (Array.TrueForAll(truth, label => label < 0))
                throw new Refusal(StatusCodes.Status409Conflict, $"No flow of data set '{dataset}' in that time carries a label, so nothing can be scored.");
            foreach (var model in group)
                answers.Add(await flowAnswers.OfAsync(model, graph, classes, options.Value.PieceFlows, cancellationToken));
        }
        var kind = EvaluatedItems.KindOf(task);
        var report = EvaluationReports.Of(
            dataset, new EvaluatedItems(kind, truth, classes.Names, BlockFlows), InOrder(models, answers), request.Seed, Notes(task, truth, classes), cancellationToken);
        return SeenItems.Mark(report, models, request);
    }, cancellationToken);

    /// <summary>Of node classifiers.</summary>
    /// <exception cref="Refusal">There is no such graph, it has no label, or it is not of the kind that a model was trained on.</exception>
    public Task<EvaluationReport> OfGraphAsync(string name, IReadOnlyList<ServedModel> models, int seed, CancellationToken cancellationToken) => AloneAsync(async () =>
    {
        var graph = await stored.GraphAsync(name, cancellationToken);
        if (graph.Labels.Length > capacity.Value.MaxNodes)
            throw Refusal.TooLarge($"Graph '{name}' has {graph.Labels.Length} nodes; at most {capacity.Value.MaxNodes} are classified at once (setting Inference:Capacity:MaxNodes).");
        var classes = new ClassNumbers();
        foreach (var known in models.SelectMany(model => model.Classes))
            classes.Of(known);
        int[] numbers = [.. graph.Classes.Select(classes.Of)];
        var isSplit = graph.AreTested.Contains(true);
        int[] nodes = [.. Enumerable.Range(0, graph.Labels.Length).Where(node => !isSplit || graph.AreTested[node])];
        var truth = Array.ConvertAll(nodes, node => graph.Labels[node] < 0 ? -1 : numbers[graph.Labels[node]]);
        if (Array.TrueForAll(truth, label => label < 0))
            throw new Refusal(StatusCodes.Status409Conflict, $"No node of graph '{name}' carries a label, so nothing can be scored.");
        var answers = new List<ItemAnswers>();
        foreach (var model in models)
        {
            using var turn = await gate.EnterAsync(cancellationToken);
            answers.Add(Answers(model, graph, nodes, classes));
        }
        string[] notes = [isSplit
            ? "The nodes of the graph's own test part are scored."
            : "The graph has no test part: all labelled nodes are scored, also those that a model learnt from if it learnt from this graph."];
        var report = EvaluationReports.Of(name, new EvaluatedItems(EvaluatedItems.Nodes, truth, classes.Names, Block: 1), answers, seed, notes, cancellationToken);
        return isSplit ? report : SeenItems.MarkNodes(report, models);
    }, cancellationToken);

    public void Dispose() => _turns.Dispose();

    private static ItemAnswers Answers(ServedModel model, StoredGraph graph, int[] nodes, ClassNumbers classes)
    {
        var predictor = model.Nodes ?? throw new InvalidOperationException("A model of nodes is loaded as one.");
        var prediction = Prediction.Of(model, predictor, new NodeSample(graph.Raw, graph.Source, graph.Target));
        int[] numbers = [.. model.Classes.Select(classes.Of)];
        var best = Array.ConvertAll(nodes, prediction.Best);
        return new ItemAnswers(
            model.Version.Model, model.Version.Version, model.Version.Task, numbers.ToHashSet(), Array.ConvertAll(best, answer => numbers[answer]),
            [.. nodes.Select((node, place) => prediction.Values.Span[node * prediction.Columns + best[place]])], [], null);
    }

    // Models are grouped by their windows, and told in the order in which they were asked for.
    private static List<ItemAnswers> InOrder(IReadOnlyList<ServedModel> models, List<ItemAnswers> answers) =>
        [.. models.Select(model => answers.First(one => one.Model == model.Version.Model && one.Version == model.Version.Version))];

    private static IReadOnlyList<string> Notes(string task, int[] truth, ClassNumbers classes)
    {
        if (!TrainingTasks.IsAnomaly(task))
            return [];
        var benign = NetMl.Gnn.Scores.BenignClass.Of(classes.Names);
        var labelled = Array.FindAll(truth, label => label >= 0);
        return benign < 0 || Array.TrueForAll(labelled, label => label != benign) ? ["No item is labelled as benign, so the model cannot be measured."]
            : Array.TrueForAll(labelled, label => label == benign) ? ["Every labelled item is benign: there is a rate of false positives, but nothing to find."]
            : [];
    }

    private async Task<EvaluationReport> AloneAsync(Func<Task<EvaluationReport>> evaluate, CancellationToken cancellationToken)
    {
        using var turn = await _turns.EnterAsync(cancellationToken);
        return await evaluate();
    }
}
