using NetMl.Gnn.Inputs;
using NetMl.Gnn.Networks;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Parts;
using NetMl.Gnn.Tests.NodeClassification;
using NetMl.Gnn.Training;
using NetMl.Tensors;
using NetMl.Tensors.Parallelism;

namespace NetMl.Gnn.Tests.Parts;

public sealed class NodePartTests
{
    private static readonly NodeSettings Settings = NodeNetworks.Defaults("gcn") with { Hidden = 4, Epochs = 30 };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Write_ThenRead_TrainsToTheSameBits(bool isSparse)
    {
        var part = Part(isSparse);

        var read = NodePart.Read(part.Write());

        Assert.Equal((part.Settings, part.Seed), (read.Settings, read.Seed));
        Assert.Equal(isSparse, read.Task.Graph.Dense is null);
        Assert.Equal(Train(part).Weights, Train(read).Weights);
    }

    [Fact]
    public void Read_MutatedBytes_GivesAPartOrAReason()
    {
        var good = Part(isSparse: true).Write();
        var random = new Random(1);
        for (var run = 0; run < 3000; run++)
        {
            var bad = good.ToArray();
            bad[random.Next(bad.Length)] = (byte)random.Next(256);
            try
            {
                NodePart.Read(bad);
            }
            catch (InvalidDataException)
            {
                // A reason.
            }
        }
    }

    [Fact]
    public void Outcome_WriteThenRead_IsTheSameWithoutTheTest()
    {
        var outcome = Train(Part(isSparse: true));

        var bytes = NodeOutcomeFile.Write(outcome);
        var read = NodeOutcomeFile.Read(bytes, outcome.Weights.Length, 4, 2);

        Assert.True(bytes.Length <= NodeOutcomeFile.LimitBytes(outcome.Weights.Length, 4));
        Assert.Equal((outcome.Epochs, outcome.BestEpoch, outcome.Validation), (read.Epochs, read.BestEpoch, read.Validation));
        Assert.Equal(outcome.Weights, read.Weights);
        Assert.Equal(outcome.Predicted, read.Predicted);
    }

    [Fact]
    public void Outcome_OtherSizesOrValues_IsRefused()
    {
        var outcome = Train(Part(isSparse: true));
        var (count, bytes) = (outcome.Weights.Length, NodeOutcomeFile.Write(outcome));

        Assert.Throws<InvalidDataException>(() => NodeOutcomeFile.Read(bytes, count + 1, 4, 2));
        Assert.Throws<InvalidDataException>(() => NodeOutcomeFile.Read(bytes, count, 5, 2));
        Assert.Throws<InvalidDataException>(() => NodeOutcomeFile.Read(NodeOutcomeFile.Write(outcome with { Predicted = [0, 1, 2, 0] }), count, 4, 2));
        Assert.Throws<InvalidDataException>(() => NodeOutcomeFile.Read(NodeOutcomeFile.Write(outcome with { Weights = [float.NaN, .. outcome.Weights[1..]] }), count, 4, 2));
    }

    private static NodePart Part(bool isSparse)
    {
        var neighbours = NodeGraph<float>.Join(4, SmallNodeModel.Source, SmallNodeModel.Target, isDirected: false);
        var graph = isSparse
            ? NodeGraph<float>.Create(neighbours, SmallNodeModel.Raw)
            : NodeGraph<float>.Create(neighbours, new Tensor<float>(4, 2, new float[] { 1, 0, 0.5f, 2, -1, 1, 0, 3 }));
        return new NodePart(new NodeTask(graph, ["a", "b"], [0, 1, 0, 1], [0, 1], [2], [3]), Settings, 3);
    }

    private static NodeOutcome Train(NodePart part) =>
        NodeClassifier.Train(part.Task, part.Settings, part.Seed, WorkTeam.Alone, null, null, null, CancellationToken.None);
}
