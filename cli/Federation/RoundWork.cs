using System.Runtime.InteropServices;
using NetMl.Contracts.Federation;
using NetMl.Federation.Encoding;
using NetMl.Federation.GraphTasks;
using NetMl.Federation.Learning;
using NetMl.Federation.Privacy;
using NetMl.Federation.Rounds;
using NetMl.Federation.Statistics;
using NetMl.Federation.Strategies;

namespace NetMl.Cli.Federation;

/// <summary>What one site computes for one round, before it is encoded and masked.</summary>
/// <param name="Vector">[Layout.Length], weighted; local noise is in it, distributed noise not yet.</param>
/// <param name="Loss">Mean training loss before the round, for this site's own screen; null for statistics.</param>
/// <param name="Memory">What the site will remember if the round ends well.</param>
internal sealed record SiteVector(ContributionLayout Layout, double[] Vector, double? Loss, SiteMemory Memory);

/// <summary>From task, plan and flows to a site's vector.</summary>
internal sealed class RoundWork(PlanParts parts, int parameters)
{
    private readonly IFederatedStrategy _strategy = parts.CreateStrategy();

    private double Range => parts.Security.Range;

    /// <param name="global">Raw float32, little-endian; empty when the round starts from nothing.</param>
    /// <param name="scaling">Null before the sites have agreed on it.</param>
    /// <param name="boundary">Null = this site has no part in a boundary exchange.</param>
    /// <param name="memory">Not changed.</param>
    /// <exception cref="InvalidDataException">The server's vectors or the flows do not fit the plan.</exception>
    public SiteVector Compute(
        SiteTask task, RoundOrder order, SiteGraphs graphs, byte[] global, SharedScaling? scaling, SiteBoundary? boundary, SiteMemory memory, Random random, CancellationToken cancellationToken)
    {
        var layout = parts.Layout(task.Purpose, parameters);
        if (layout.Length != order.Length)
            throw new InvalidDataException($"The server wants {order.Length} numbers in round {task.Round} ({task.Purpose}), and this netml would send {layout.Length}: one of them is of another version.");
        var shared = MemoryMarshal.Cast<byte, float>(global).ToArray();
        var kept = new SiteMemory { Values = [.. memory.Values] };
        return task.Purpose switch
        {
            Purposes.Means => Weigh(layout, SharedScaling.Means(graphs.Train, graphs.TrainLabels.Span, parts.Classes, Range), order, graphs.Items, null, [], kept),
            Purposes.Spreads => Weigh(layout, SharedScaling.Spreads(graphs.Train, graphs.Items, Array.ConvertAll(shared, number => (double)number), Range), order, graphs.Items, null, [], kept),
            // The most items make a weight of 1: the sites take their own tables away from a plain sum.
            Purposes.Boundary => Weigh(layout, Require(boundary).Table(graphs, Require(scaling), Range), order, parts.Security.MaximumItems, null, [], kept),
            Purposes.Training => Train(layout, order, Objective(graphs, scaling, boundary), shared, kept, random, cancellationToken),
            Purposes.Final => Test(layout, order, graphs, Objective(graphs, scaling, boundary), shared, kept),
            _ => throw new InvalidDataException($"The server asks for '{task.Purpose}', which this netml does not know."),
        };
    }

    /// <summary>The learning task of this site, with what other sites know of its hosts when the plan says so.</summary>
    /// <exception cref="InvalidDataException">Something of it is missing or does not fit the plan.</exception>
    public ITestedObjective Objective(SiteGraphs graphs, SharedScaling? scaling, SiteBoundary? boundary) =>
        (parts.Plan.Boundary is { } plan ? Require(boundary).Join(graphs, BoundaryExchange.Length(plan), Range) : graphs).Objective(Require(scaling));

    private SiteVector Train(
        ContributionLayout layout, RoundOrder order, ITestedObjective objective, float[] global, SiteMemory memory, Random random, CancellationToken cancellationToken)
    {
        RequireLength(global);
        // The shared model is judged before this site changes what it remembers.
        var metrics = layout.Metrics > 0 ? objective.Test(Changeable(_strategy.ModelOf(objective, global, memory))) : null;
        var contribution = _strategy.Work(objective, global, memory, LocalOrderOf(parts.Local), random, cancellationToken);
        var values = Array.ConvertAll(contribution.Values, value => (double)value);
        return Weigh(layout, values, order, contribution.Items, contribution.Loss, Flatten(metrics, contribution.Loss), memory);
    }

    private SiteVector Test(ContributionLayout layout, RoundOrder order, SiteGraphs graphs, ITestedObjective objective, float[] global, SiteMemory memory)
    {
        RequireLength(global);
        var model = Changeable(_strategy.ModelOf(objective, global, memory));
        var loss = objective.Loss(model);
        return Weigh(layout, [], order, graphs.Items, loss, Flatten(objective.Test(model), loss), memory);
    }

    /// <summary>Clips, adds what a site must add before anybody sees it, and multiplies by the weight.</summary>
    private SiteVector Weigh(ContributionLayout layout, double[] values, RoundOrder order, int items, double? loss, double[] metrics, SiteMemory memory)
    {
        var vector = new double[layout.Length];
        if (parts.IsPrivate)
        {
            values.CopyTo(vector, 0);
            PrivateContribution.Prepare(layout, vector, order.Clip, parts.Terms, RoundPrivacy.Of(parts, parts.Terms, layout, order.Sites.Count, order.Clip).Noise);
            return new SiteVector(layout, vector, loss, memory);
        }
        if (order.Clip > 0)
        {
            var singles = Array.ConvertAll(values, value => (float)value);
            PrivacyMechanism.Clip(singles, order.Clip);
            values = Array.ConvertAll(singles, value => (double)value);
        }
        var weight = parts.Security.Weighting == "equal" ? 1.0 : Math.Min(items, parts.Security.MaximumItems) / (double)parts.Security.MaximumItems;
        values.CopyTo(vector, 0);
        metrics.AsSpan(0, layout.Metrics).CopyTo(vector.AsSpan(layout.MetricsAt));
        foreach (ref var number in vector.AsSpan(0, layout.WeightAt))
            number *= weight;
        vector[layout.WeightAt] = weight;
        return new SiteVector(layout, vector, loss, memory);
    }

    private void RequireLength(float[] global)
    {
        if (global.Length != _strategy.GlobalLength(parameters))
            throw new InvalidDataException($"The shared model has {global.Length} numbers; the plan's has {_strategy.GlobalLength(parameters)}.");
    }

    public static LocalOrder LocalOrderOf(LocalPlan plan) => new(
        plan.Epochs, plan.LearningRate, plan.Optimiser, plan.BatchWindows, PrivateNoise: plan.PrivateNoise, PrivateClip: plan.PrivateClip);

    /// <summary>The model as this site uses it, tuned on its own flows when the plan says so.</summary>
    public ReadOnlyMemory<float> FinalModel(ITestedObjective objective, byte[] global, SiteMemory memory, Random random, CancellationToken cancellationToken)
    {
        var shared = MemoryMarshal.Cast<byte, float>(global).ToArray();
        RequireLength(shared);
        var model = Changeable(_strategy.ModelOf(objective, shared, memory));
        if (parts.Local.FineTuneEpochs == 0)
            return model;
        var order = LocalOrderOf(parts.Local) with { Epochs = parts.Local.FineTuneEpochs, PrivateNoise = 0 };
        var update = LocalTraining.Run(objective, model, order, ReadOnlyMemory<float>.Empty, random, cancellationToken);
        System.Numerics.Tensors.TensorPrimitives.Add(model, update.Delta, model);
        return model;
    }

    private static SharedScaling Require(SharedScaling? scaling) =>
        scaling ?? throw new InvalidDataException("The server asks for training before the sites have agreed on scaling.");

    private static SiteBoundary Require(SiteBoundary? boundary) =>
        boundary ?? throw new InvalidDataException("The server asks for a boundary exchange, for which this site was given no secret.");

    private static float[] Changeable(ReadOnlyMemory<float> model) => model.ToArray();

    private static double[] Flatten(LocalScores? scores, double loss) => scores is null ? [] : [loss, scores.Accuracy, .. scores.Confusion];
}
