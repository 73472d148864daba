using NetMl.Gnn.Inputs;
using NetMl.Gnn.Layers;
using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Parallelism;

namespace NetMl.Gnn.Tests.Layers;

/// <summary>What single layers offer beyond the common: targets anywhere, dropout, starting values, refusals.</summary>
public sealed class LayerOptionTests
{
    private const double Tolerance = 1e-12;
    private static readonly SmallGraph<double> Graph = SmallGraph<double>.Create();

    [Theory]
    [InlineData(SageAggregation.Mean)]
    [InlineData(SageAggregation.Max)]
    [InlineData(SageAggregation.Pool)]
    public void GraphSageLayer_TargetsAnywhere_GetTheirRowsOfTheWhole(SageAggregation aggregation)
    {
        int[] targets = [5, 0];
        var layout = new ParameterLayout();
        var layer = new GraphSageLayer(layout, "x", 5, 3, aggregation);
        var (tape, set) = Pass(layout);
        var block = Adjacency.Group(2, 8, [0, 0, 1, 1, 1, 1, 1, 1], [0, 1, 1, 2, 3, 4, 5, 6], skipSelf: false);

        var whole = layer.Forward(tape, set, tape.Constant(Graph.X), Graph.Heard).Value;
        var some = layer.Forward(tape, set, tape.Constant(Graph.X), block, targets).Value;

        for (var i = 0; i < targets.Length; i++)
            for (var j = 0; j < 3; j++)
                Assert.Equal(whole.Row(targets[i])[j], some.Row(i)[j], Tolerance);
    }

    [Fact]
    public void GraphSageLayer_MaxOfSparseFeatures_IsRefused()
    {
        var layout = new ParameterLayout();
        var layer = new GraphSageLayer(layout, "x", 5, 3, SageAggregation.Max);
        var (tape, set) = Pass(layout);
        var sparse = new SparseMatrix<double>(Adjacency.Group(8, 5, [0], [1], skipSelf: false), new double[] { 1 });

        Assert.Throws<ArgumentException>(() => layer.Forward(tape, set, sparse, Graph.Heard));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void GatLayers_AttentionDropout_ActsInTrainingAlone(bool isSecondVersion)
    {
        var layout = new ParameterLayout();
        var settings = new GatSettings(2, AttentionDropout: 0.5);
        var first = isSecondVersion ? null : new GatLayer(layout, "x", 5, 3, settings);
        var second = isSecondVersion ? new Gatv2Layer(layout, "x", 5, 3, settings) : null;
        var (tape, set) = Pass(layout);
        double[] Run(Pass pass)
        {
            tape.Reset(pass);
            var x = tape.Parameter(Graph.X, new Tensor<double>(8, 5));
            return (first?.Forward(tape, set, x, Graph.HeardAndSelf) ?? second?.Forward(tape, set, x, Graph.HeardAndSelf))?.Value.Span.ToArray() ?? [];
        }

        var answer = Run(Tensors.Autograd.Pass.Evaluation);

        Assert.Equal(answer, Run(Tensors.Autograd.Pass.Evaluation));
        Assert.NotEqual(answer, Run(Tensors.Autograd.Pass.Training(1, 1)));
        Assert.NotEqual(Run(Tensors.Autograd.Pass.Training(1, 1)), Run(Tensors.Autograd.Pass.Training(1, 2)));
        Assert.Equal(Run(Tensors.Autograd.Pass.Training(1, 2)), Run(Tensors.Autograd.Pass.Training(1, 2)));
    }

    [Fact]
    public void GinLayer_Epsilon_StartsAtZero()
    {
        var layout = new ParameterLayout();
        _ = new GinLayer(layout, "x", 5, 4, 3);

        var epsilon = layout.Slots.Single(slot => slot.Name == "x.epsilon");

        Assert.Equal(0, layout.Initialise(1)[epsilon.Offset]);
    }

    [Fact]
    public void DirectedGraphSageLayer_Slots_KeepTheNamesOfArtifacts()
    {
        var layout = new ParameterLayout();
        _ = new DirectedGraphSageLayer(layout, "layers.0", 5, 3, includeSelf: true);

        Assert.Equal(["layers.0.self", "layers.0.outgoing", "layers.0.incoming", "layers.0.bias"], layout.Slots.Select(slot => slot.Name));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void SgcPropagation_Precomputed_EqualsThePass(int hops)
    {
        var tape = new Tape<double>();

        var precomputed = SgcPropagation.Precompute(Graph.X, Graph.Normalised, hops, WorkTeam.Alone);

        Assert.Equal(SgcPropagation.Forward(tape, tape.Constant(Graph.X), Graph.Normalised, hops).Value.Span.ToArray(), precomputed.Span.ToArray());
    }

    [Fact]
    public void ApproximatePersonalisedPageRank_ManySteps_ReachesTheFixedPoint()
    {
        var tape = new Tape<double>();

        var z = ApproximatePersonalisedPageRank.Forward(tape, tape.Constant(Graph.X), Graph.Normalised, 0.2, 200);
        var next = tape.Constant(z.Value);
        var spread = SgcPropagation.Forward(tape, next, Graph.Normalised, 1).Value;

        for (var i = 0; i < Graph.X.Span.Length; i++)
            Assert.Equal(0.8 * spread.Span[i] + 0.2 * Graph.X.Span[i], z.Value.Span[i], Tolerance);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void ApproximatePersonalisedPageRank_AlphaOutOfRange_Throws(double alpha)
    {
        var tape = new Tape<double>();

        Assert.Throws<ArgumentOutOfRangeException>(() => ApproximatePersonalisedPageRank.Forward(tape, tape.Constant(Graph.X), Graph.Normalised, alpha, 2));
    }

    [Fact]
    public void ApproximatePersonalisedPageRank_EdgeDropout_ActsInTrainingAlone()
    {
        var tape = new Tape<double>();
        double[] Run(Pass pass, double dropout)
        {
            tape.Reset(pass);
            return ApproximatePersonalisedPageRank.Forward(tape, tape.Constant(Graph.X), Graph.Normalised, 0.1, 3, dropout).Value.Span.ToArray();
        }

        Assert.Equal(Run(Tensors.Autograd.Pass.Evaluation, 0), Run(Tensors.Autograd.Pass.Evaluation, 0.5));
        Assert.NotEqual(Run(Tensors.Autograd.Pass.Training(1, 1), 0), Run(Tensors.Autograd.Pass.Training(1, 1), 0.5));
    }

    [Fact]
    public void RelationalGcnLayer_OtherNumberOfRelations_Throws()
    {
        var layout = new ParameterLayout();
        var layer = new RelationalGcnLayer(layout, "x", 5, 3, relations: 2);
        var (tape, set) = Pass(layout);

        Assert.Throws<ArgumentException>(() => layer.Forward(tape, set, tape.Constant(Graph.X), Graph.Relations));
    }

    [Fact]
    public void ResidualConnection_SparseWithoutProjection_Throws()
    {
        var layout = new ParameterLayout();
        var connection = new ResidualConnection(layout, "x", 5, 5);
        var (tape, set) = Pass(layout);
        var sparse = new SparseMatrix<double>(Adjacency.Group(8, 5, [0], [1], skipSelf: false), new double[] { 1 });

        Assert.Throws<ArgumentException>(() => connection.Forward(tape, set, sparse, tape.Constant(Graph.X)));
    }

    [Fact]
    public void GruCell_StateOfAnotherWidth_Throws()
    {
        var layout = new ParameterLayout();
        var cell = new GruCell(layout, "x", 5, 3);
        var (tape, set) = Pass(layout);

        Assert.Throws<ArgumentException>(() => cell.Read<double>(tape, set, [], tape.Constant(Graph.X)));
    }

    [Fact]
    public void GatLayers_NoHead_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GatLayer(new ParameterLayout(), "x", 5, 3, new GatSettings(0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Gatv2Layer(new ParameterLayout(), "x", 5, 3, new GatSettings(0)));
    }

    [Fact]
    public void DenseStack_OneWidth_Throws() => Assert.Throws<ArgumentException>(() => new DenseStack(new ParameterLayout(), "x", [5]));

    private static (Tape<double> Tape, ParameterSet<double> Set) Pass(ParameterLayout layout)
    {
        var tape = new Tape<double>();
        var values = Array.ConvertAll(layout.Initialise(1), value => (double)value);
        return (tape, new ParameterSet<double>(tape, layout, values, new double[layout.Count]));
    }
}
