using NetMl.Gnn.Inputs;
using NetMl.Gnn.Layers;
using NetMl.Gnn.Networks;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Parameters;
using NetMl.Gnn.Tests.NodeClassification;
using NetMl.Gnn.Training;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;
using NetMl.Tensors.Optimisation;
using NetMl.Tensors.Parallelism;

namespace NetMl.Gnn.Tests.Examples;

/// <summary>The code of docs/learning.md, "The library", as it stands there.</summary>
public sealed class LearningGuideTests
{
    [Fact]
    public void Guide_NamedNetwork_Learns()
    {
        var (source, target, features, classes, labels, train, validation, test) = Given();

        var neighbours = NodeGraph<float>.Join(features.Rows, source, target, isDirected: false);
        var graph = NodeGraph<float>.Create(neighbours, features);
        var task = new NodeTask(graph, classes, labels, train, validation, test);
        using var team = new WorkTeam(threads: 2);
        var settings = NodeNetworks.Defaults("gat") with { Hidden = 16 };
        var outcome = NodeClassifier.Train(
            task, settings, seed: 1, team, checkpoint: null,
            epochEnded: report => Console.WriteLine($"{report.Epoch}: {report.Loss:0.000}"), checkpointReached: null, CancellationToken.None);

        Assert.InRange(outcome.Test?.Score ?? 0, 0.8, 1);
    }

    [Fact]
    public void Guide_NetworkOfOnesOwn_LearnsAndResumes()
    {
        var (source, target, features, _, labels, train, validation, _) = Given();
        var graph = NodeGraph<float>.Create(NodeGraph<float>.Join(features.Rows, source, target, isDirected: false), features);
        using var team = new WorkTeam(threads: 2);

        var layout = new ParameterLayout();
        var first = new GcnLayer(layout, "first", graph.FeatureCount, 32);
        var second = new Gatv2Layer(layout, "second", 32, 2, new GatSettings(Heads: 4, IsAveraged: true));
        Variable<float> Logits(Tape<float> tape, ParameterSet<float> parameters)
        {
            var h = tape.Rectify(first.Forward(tape, parameters, graph.Features(tape), graph.Normalised));
            return second.Forward(tape, parameters, tape.Dropout(h, 0.5), graph.WithSelf);
        }
        var training = new ClassTraining(layout, Logits, new KnownClasses(labels, 2, train, validation), seed: 1, team);
        var plan = new TrainingPlan(Epochs: 200, Patience: 50, Clip: 5, CheckpointEvery: 10)
        {
            Optimiser = new AdamW(),
            Schedule = new CosineRate(0.01f, Steps: 200, WarmUpSteps: 10),
            WeightDecay = slot => slot.IsBias ? 0 : 0.01f,
        };
        byte[] file = [];
        var state = new TrainingState(layout.Initialise(seed: 1));
        new TrainingLoop(training, plan) { CheckpointReached = reached => file = reached.Write() }.Run(state, CancellationToken.None);

        // Another process, another day: the same bits as if it had never stopped.
        var resumed = TrainingState.Read(file, layout.Count);
        new TrainingLoop(training, plan).Run(resumed, CancellationToken.None);

        Assert.Equal(state.Write(), resumed.Write());
        Assert.InRange(state.BestScore?.Score ?? 0, 0.8, 1);
    }

    private static (int[] Source, int[] Target, Tensor<float> Features, string[] Classes, int[] Labels, int[] Train, int[] Validation, int[] Test) Given()
    {
        var task = TwoClubs.Task(isSparse: false);
        var (source, target) = (new List<int>(), new List<int>());
        for (var node = 0; node < TwoClubs.Nodes; node++)
            foreach (var heard in task.Graph.Neighbours.Sources[task.Graph.Neighbours.Offsets[node]..task.Graph.Neighbours.Offsets[node + 1]])
            {
                source.Add(heard);
                target.Add(node);
            }
        var features = task.Graph.Features(new Tape<float>()).Dense?.Value ?? new Tensor<float>(0, 0);
        return ([.. source], [.. target], features, ["even", "odd"], task.Labels, task.Train, task.Validation, task.Test);
    }
}
