using NetMl.Contracts.Federation;
using NetMl.Federation.GraphTasks;
using NetMl.Federation.Learning;
using NetMl.Federation.Statistics;
using NetMl.Flows;
using NetMl.Gnn;
using NetMl.Gnn.Anomalies;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Parts;
using NetMl.Gnn.Scores;

namespace NetMl.Federation.Tests.GraphTasks;

public sealed class GraphObjectiveTests
{
    private const float Relative = 1e-5f;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AddGradient_SumOfUnits_EqualsPartProgramsWholeGraph(bool isHosts)
    {
        var plan = isHosts ? MadeFlows.HostPlan : MadeFlows.Plan;
        var site = SiteGraphs.Build(MadeFlows.Office(), plan);
        var scaling = MadeFlows.Scaling(site, plan.Classes.Count);
        var weights = PlannedNetwork.Initial(plan);
        var whole = new float[weights.Length];
        var program = new PartProgram(Part(plan, site, scaling));

        var objective = site.Objective(scaling);
        var (sum, loss) = Gradient(objective, weights);
        var wholeLoss = program.ComputeGradient(weights, whole, 0);

        Assert.Equal(program.Items, objective.Items);
        Assert.True(objective.Units > 3);
        Assert.Equal(objective.Items, Enumerable.Range(0, objective.Units).Sum(objective.ItemsOf));
        Assert.Equal(wholeLoss, loss, wholeLoss * Relative);
        Assert.Equal(loss / objective.Items, objective.Loss(weights), loss / objective.Items * Relative);
        AssertClose(whole, Array.ConvertAll(sum, value => value / objective.Items));
    }

    [Fact]
    public void AddGradient_AddressesRenamedInReverseOrder_ChangesNothing()
    {
        var records = MadeFlows.Office().SelectMany(batch => batch.Records()).ToArray();
        var addresses = records.SelectMany(flow => new[] { flow.Source, flow.Destination }).Distinct().Order(StringComparer.Ordinal).ToArray();
        string Renamed(string address) => FormattableString.Invariant($"10.9.{(1000 - Array.IndexOf(addresses, address)) / 250}.{(1000 - Array.IndexOf(addresses, address)) % 250}");
        var moved = records.Select(flow => flow with { Source = Renamed(flow.Source), Destination = Renamed(flow.Destination) });
        var weights = PlannedNetwork.Initial(MadeFlows.Plan);
        var (before, after) = (SiteGraphs.Build(MadeFlows.Batch(records), MadeFlows.Plan), SiteGraphs.Build(MadeFlows.Batch(moved), MadeFlows.Plan));
        var scaling = MadeFlows.Scaling(before, MadeFlows.Plan.Classes.Count);

        var (gradient, loss) = Gradient(before.Objective(scaling), weights);
        var (movedGradient, movedLoss) = Gradient(after.Objective(scaling), weights);

        Assert.NotEqual(before.Train.NodeFeatures.ToArray(), after.Train.NodeFeatures.ToArray());
        Assert.Equal(loss, movedLoss, loss * Relative);
        AssertClose(gradient, movedGradient);
    }

    [Fact]
    public void AddGradient_SteadyStep_AllocatesFarLessThanItsBuffers()
    {
        var site = SiteGraphs.Build(MadeFlows.Office(), MadeFlows.Plan with { HiddenSize = 64 });
        var objective = site.Objective(MadeFlows.Scaling(site, MadeFlows.Plan.Classes.Count));
        var weights = PlannedNetwork.Initial(MadeFlows.Plan with { HiddenSize = 64 });
        var gradient = new float[weights.Length];
        var before = GC.GetAllocatedBytesForCurrentThread();
        objective.AddGradient(0, weights, gradient);
        var first = GC.GetAllocatedBytesForCurrentThread() - before;
        for (var warm = 0; warm < 3; warm++)
            objective.AddGradient(0, weights, gradient);

        before = GC.GetAllocatedBytesForCurrentThread();
        objective.AddGradient(0, weights, gradient);
        var steady = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(first > 500_000, $"{first} bytes");
        Assert.True(steady < 32_000, $"{steady} bytes");
    }

    [Fact]
    public void Test_Scores_AreThoseOfThePublishedModelOnTheLaterFlows()
    {
        var site = SiteGraphs.Build(MadeFlows.Office(), MadeFlows.Plan);
        var scaling = MadeFlows.Scaling(site, MadeFlows.Plan.Classes.Count);
        var weights = PlannedNetwork.Initial(MadeFlows.Plan);
        var probabilities = new NetworkClassifier(ModelArtifact.Read(PlannedNetwork.Artifact(MadeFlows.Plan, scaling, weights, "r", null))).Predict(site.Test);
        var expected = ClassificationReport.Of(site.TestLabels.Span, ClassificationReport.ArgMax(probabilities, MadeFlows.Plan.Classes.Count), MadeFlows.Plan.Classes.Count);

        var scores = site.Objective(scaling).Test(weights);

        Assert.Equal(site.Test.Flows, scores.Items);
        Assert.Equal(expected.Accuracy, scores.Accuracy, 1e-9);
        Assert.Equal(expected.MacroF1, ConfusionCounts.MacroF1(scores.Confusion), 1e-9);
        Assert.True(scores.Loss > 0);
    }

    [Fact]
    public void Test_HostAnomaly_IsTheMeanErrorOfTheLaterHosts()
    {
        var site = SiteGraphs.Build(MadeFlows.Office(), MadeFlows.HostPlan);
        var scaling = MadeFlows.Scaling(site, 0);
        var weights = PlannedNetwork.Initial(MadeFlows.HostPlan);
        var expected = new AnomalyDetector(ModelArtifact.Read(PlannedNetwork.Artifact(MadeFlows.HostPlan, scaling, weights, "r", null))).Score(site.Test).Scores.Average();

        var objective = site.Objective(scaling);
        var scores = objective.Test(weights);

        Assert.Equal(expected, scores.Loss, expected * Relative);
        Assert.Equal(0, objective.Classes);
        Assert.Empty(scores.Confusion);
        Assert.Equal(site.Test.Nodes, scores.Items);
    }

    [Fact]
    public void Units_WindowWithoutLabelledFlow_IsLeftOut()
    {
        var flows = MadeFlows.Batch(Enumerable.Range(0, 40).Select(s => MadeFlows.Flow(s, s is >= 10 and < 20 ? null : "Benign")));
        var site = SiteGraphs.Build(flows, MadeFlows.Plan with { WindowFlows = 10 });

        var objective = site.Objective(MadeFlows.Scaling(site, MadeFlows.Plan.Classes.Count));

        Assert.Equal(2, objective.Units);
        Assert.Equal([10, 8], [objective.ItemsOf(0), objective.ItemsOf(1)]);
    }

    private static TrainingPart Part(FederationPlan plan, SiteGraphs site, SharedScaling scaling)
    {
        var isFlows = plan.Classes.Count > 0;
        GraphPart Cut(Gnn.Inputs.GraphSample graph, ReadOnlyMemory<int> labels) => GraphPartitioner.Cut(graph, isFlows, isFlows ? labels : default, 1, isFlows ? 2 : 1)[0];
        return new TrainingPart(
            plan.Task, PlannedNetwork.NameOf(plan), plan.HiddenSize, plan.Classes.Count, plan.Seed, site.Items, scaling.ClassWeights(), scaling.Nodes, scaling.Flows,
            Cut(site.Train, site.TrainLabels), Cut(site.Test, site.TestLabels));
    }

    private static (float[] Gradient, double Loss) Gradient(ILocalObjective objective, float[] weights)
    {
        var gradient = new float[weights.Length];
        var loss = Enumerable.Range(0, objective.Units).Sum(unit => objective.AddGradient(unit, weights, gradient));
        return (gradient, loss);
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        var largest = expected.Max(Math.Abs);
        Assert.True(largest > 0);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], largest * Relative);
    }
}
