using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Layers;
using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;

namespace NetMl.Gnn.Tests.Layers;

/// <summary>The layer that a case names, with one way to call it.</summary>
internal sealed class AnyLayer
{
    private const int Input = 5;
    private const int Output = 3;
    private const int Steps = 2;
    private readonly object? _layer;
    private readonly GcnLayer? _before;

    public AnyLayer(string name)
    {
        Name = name;
        _before = name == "residual-projected" ? new GcnLayer(Layout, "x", Input, Output) : null;
        _layer = name switch
        {
            "gcn" => new GcnLayer(Layout, "x", Input, Output),
            "sage-mean" => new GraphSageLayer(Layout, "x", Input, Output),
            "sage-max" => new GraphSageLayer(Layout, "x", Input, Output, SageAggregation.Max),
            "sage-pool" => new GraphSageLayer(Layout, "x", Input, Output, SageAggregation.Pool),
            "sage-unit" => new GraphSageLayer(Layout, "x", Input, Output, isNormalised: true),
            "gat-joined" => new GatLayer(Layout, "x", Input, Output, new GatSettings(2)),
            "gat-averaged" => new GatLayer(Layout, "x", Input, Output, new GatSettings(2, IsAveraged: true)),
            "gatv2-joined" => new Gatv2Layer(Layout, "x", Input, Output, new GatSettings(2)),
            "gatv2-averaged" => new Gatv2Layer(Layout, "x", Input, Output, new GatSettings(2, IsAveraged: true)),
            "gin" => new GinLayer(Layout, "x", Input, 4, Output),
            "rgcn" => new RelationalGcnLayer(Layout, "x", Input, Output, relations: 3),
            "rgcn-bases" => new RelationalGcnLayer(Layout, "x", Input, Output, relations: 3, bases: 2),
            "residual" => new ResidualConnection(Layout, "x", Input, Input),
            "residual-projected" => new ResidualConnection(Layout, "x", Input, Output),
            "gru" => new GruCell(Layout, "x", Input, Output),
            "dense" => new DenseLayer(Layout, "x", Input, Output),
            "dense-stack" => new DenseStack(Layout, "x", [Input, 4, Output]),
            "directed-sage" => new DirectedGraphSageLayer(Layout, "x", Input, Output, includeSelf: true),
            "edge-sage" => new EdgeGraphSageLayer(Layout, "x", Input, 2, Output),
            _ => null,
        };
    }

    /// <summary>All cases.</summary>
    public static TheoryData<string> All { get; } = [.. LayerCases.All.Cases.Select(one => one.Layer)];

    /// <summary>Those whose targets may be fewer than their sources.</summary>
    public static TheoryData<string> WithBlocks { get; } = [.. LayerCases.All.Cases.Select(one => one.Layer).Where(name => name.Split('-')[0] is "gcn" or "sage" or "gat" or "gatv2" or "gin" or "rgcn" or "residual")];

    /// <summary>Those that take sparse features.</summary>
    public static TheoryData<string> WithSparseInput { get; } = ["gcn", "sage-mean", "sage-pool", "sage-unit", "gat-joined", "gat-averaged", "gatv2-joined", "gatv2-averaged", "gin", "rgcn", "rgcn-bases", "residual-projected", "dense", "dense-stack"];

    public string Name { get; }

    public ParameterLayout Layout { get; } = new();

    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> set, LayerInput<T> x, SmallGraph<T> graph) where T : unmanaged, IFloatingPointIeee754<T> => _layer switch
    {
        GcnLayer layer => layer.Forward(tape, set, x, graph.Normalised),
        GraphSageLayer layer => layer.Forward(tape, set, x, graph.Heard),
        GatLayer layer => layer.Forward(tape, set, x, graph.HeardAndSelf),
        Gatv2Layer layer => layer.Forward(tape, set, x, graph.HeardAndSelf),
        GinLayer layer => layer.Forward(tape, set, x, graph.Heard),
        RelationalGcnLayer layer => layer.Forward(tape, set, x, graph.Relations),
        ResidualConnection layer => layer.Forward(tape, set, x, _before?.Forward(tape, set, x, graph.Normalised) ?? SgcPropagation.Forward(tape, Dense(x), graph.Normalised, 1)),
        GruCell layer => Read(layer, tape, set, Dense(x), graph),
        DenseLayer layer => layer.Forward(tape, set, x),
        DenseStack layer => layer.Forward(tape, set, x),
        DirectedGraphSageLayer layer => layer.Forward(tape, set, Dense(x), graph.Flows.Outgoing, graph.Flows.Incoming),
        EdgeGraphSageLayer layer => layer.Forward(tape, set, Dense(x), graph.Flows),
        _ => Propagate(tape, Dense(x), graph.Normalised),
    };

    private Variable<T> Propagate<T>(Tape<T> tape, Variable<T> x, SparseMatrix<T> normalised) where T : unmanaged, IFloatingPointIeee754<T> => Name switch
    {
        "sgc" => SgcPropagation.Forward(tape, x, normalised, Steps),
        "appnp" => ApproximatePersonalisedPageRank.Forward(tape, x, normalised, 0.1, 4),
        "jumping-concat" => JumpingKnowledge.Concat(tape, x, SgcPropagation.Forward(tape, x, normalised, 1), SgcPropagation.Forward(tape, x, normalised, Steps)),
        "jumping-max" => JumpingKnowledge.Max(tape, x, SgcPropagation.Forward(tape, x, normalised, 1), SgcPropagation.Forward(tape, x, normalised, Steps)),
        _ => throw new InvalidOperationException($"No layer is called {Name}."),
    };

    private static Variable<T> Read<T>(GruCell cell, Tape<T> tape, ParameterSet<T> set, Variable<T> x, SmallGraph<T> graph) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var start = tape.Constant(Zeros<T>.Of(x.Value.Rows, Output));
        return cell.Read(tape, set, [x, SgcPropagation.Forward(tape, x, graph.Normalised, 1), SgcPropagation.Forward(tape, x, graph.Normalised, Steps)], start);
    }

    private static Variable<T> Dense<T>(LayerInput<T> x) where T : unmanaged, IFloatingPointIeee754<T> =>
        x.Dense ?? throw new InvalidOperationException("This layer takes embeddings.");

    private static class Zeros<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        private static Tensor<T>? _kept;

        public static Tensor<T> Of(int rows, int columns) => _kept ??= new Tensor<T>(rows, columns);
    }
}
