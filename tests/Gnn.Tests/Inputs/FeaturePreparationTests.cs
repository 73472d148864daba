using NetMl.Gnn.Inputs;
using NetMl.Tensors;

namespace NetMl.Gnn.Tests.Inputs;

public sealed class FeaturePreparationTests
{
    private static readonly Adjacency Path = NodeGraph<float>.Join(4, [0, 1, 2], [1, 2, 3], isDirected: false);

    [Fact]
    public void Apply_MostlyZeroAndNotNegative_DividesRowsByTheirSum()
    {
        var raw = Matrix(8, [1, 3, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0], [0, 5, 0, 0, 0, 0, 0, 0], [0, 0, 2, 2, 0, 0, 0, 0]);

        var preparation = FeaturePreparation.Fit(raw, Path, [0]);
        var graph = preparation.Apply(raw, Path);

        Assert.Equal(FeaturePreparation.RowShare, preparation.Kind);
        Assert.Equal([0.25f, 0.75f, 1, 0.5f, 0.5f], Sparse(graph).Values.ToArray());
    }

    /// <summary>Shares of hundreds of values would all be tiny and alike: nothing is learnt from them.</summary>
    [Fact]
    public void Apply_DenseAndNotNegative_Standardises()
    {
        var raw = Matrix(2, [1, 10], [3, 30], [5, 10], [3, 50]);

        var graph = FeaturePreparation.Fit(raw, Path, [0, 1]).Apply(raw, Path);

        Assert.Equal([-1f, -1, 1, 1, 3, -1, 1, 3], Dense(graph));
    }

    [Fact]
    public void Apply_MostlyZero_StaysSparse()
    {
        var raw = Matrix(8, [0, 0, 2, 0, 0, 0, 0, 2], [1, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 7, 0, 0, 0, 0]);

        var graph = FeaturePreparation.Fit(raw, Path, [0]).Apply(raw, Path);

        Assert.Null(graph.Dense);
        Assert.Equal([0.5f, 0.5f, 1, 1], Sparse(graph).Values.ToArray());
    }

    [Fact]
    public void Apply_NegativeValues_StandardisesByTheTrainingNodesOnly()
    {
        var raw = Matrix(1, [1], [3], [100], [-2]);

        var preparation = FeaturePreparation.Fit(raw, Path, [0, 1]);
        var graph = preparation.Apply(raw, Path);

        Assert.Equal(FeaturePreparation.Standardised, preparation.Kind);
        Assert.Equal([-1f, 1, Standardisation.Limit, -4], Dense(graph));
    }

    [Fact]
    public void Apply_SparseNegativeValues_OnlyDividesSoThatZerosStay()
    {
        var raw = Matrix(5, [3, 0, 0, 0, 0], [-4, 0, 0, 0, 0], [0, 0, 0, 0, 2], [0, 0, 0, 0, 0]);

        var graph = FeaturePreparation.Fit(raw, Path, [0, 1]).Apply(raw, Path);

        var root = MathF.Sqrt(12.5f);
        Assert.Equal([3 / root, -4 / root, 2], Sparse(graph).Values.ToArray());
    }

    [Fact]
    public void Apply_NoFeatures_GivesEachNodeItsOwn()
    {
        var preparation = FeaturePreparation.Fit(Matrix(0, [], [], [], []), Path, [0]);
        var graph = preparation.Apply(Matrix(0, [], [], [], []), Path);

        Assert.Equal((FeaturePreparation.Identity, 4), (preparation.Kind, graph.FeatureCount));
        Assert.Equal([0, 1, 2, 3], Sparse(graph).Pattern.Sources.ToArray());
        Assert.Equal([1f, 1, 1, 1], Sparse(graph).Values.ToArray());
    }

    [Fact]
    public void Fit_ManyNodesWithoutFeatures_LooksAtTheirPlaces()
    {
        var nodes = FeaturePreparation.MostIdentities + 1;
        var ring = NodeGraph<float>.Join(nodes, [.. Enumerable.Range(0, nodes)], [.. Enumerable.Range(0, nodes).Select(node => (node + 1) % nodes)], isDirected: false);
        var raw = new SparseMatrix<float>(Adjacency.OfRows(0, new int[nodes + 1], []), []);

        var preparation = FeaturePreparation.Fit(raw, ring, [0, 1]);

        Assert.Equal((FeaturePreparation.Structure, GraphPlaces.Count), (preparation.Kind, preparation.Apply(raw, ring).FeatureCount));
    }

    /// <summary>
    /// <code>
    ///   0 → 1 → 2 → 3
    /// </code>
    /// </summary>
    [Fact]
    public void Places_OfAPath_AreDegreesOfTheNodeAndThoseItHears()
    {
        var places = GraphPlaces.Of(NodeGraph<float>.Join(4, [0, 1, 2], [1, 2, 3], isDirected: true));

        var two = MathF.Log(2);
        Assert.Equal([0, two, 0, 0], places.Row(0).ToArray());
        Assert.Equal([two, two, two, two], places.Row(1).ToArray());
        Assert.Equal([two, 0, two, two], places.Row(3).ToArray());
    }

    [Fact]
    public void Apply_NegativeValueWhereThereWasNone_IsRefused()
    {
        var preparation = FeaturePreparation.Fit(Matrix(5, [1, 0, 0, 0, 0], [1, 0, 0, 0, 0], [1, 0, 0, 0, 0], [1, 0, 0, 0, 0]), Path, [0]);
        var negative = Matrix(5, [1, 0, 0, 0, 0], [1, 0, 0, 0, 0], [-1, 0, 0, 0, 0], [1, 0, 0, 0, 0]);

        Assert.Contains("Row 2", Assert.Throws<InvalidDataException>(() => preparation.Apply(negative, Path)).Message, StringComparison.Ordinal);
    }

    private static float[] Dense(NodeGraph<float> graph) => graph.Dense?.Span.ToArray() ?? throw new InvalidOperationException("the features are sparse");

    private static SparseMatrix<float> Sparse(NodeGraph<float> graph) => graph.Sparse ?? throw new InvalidOperationException("the features are dense");

    private static SparseMatrix<float> Matrix(int columns, params float[][] rows)
    {
        var (offsets, index, values) = (new List<int> { 0 }, new List<int>(), new List<float>());
        foreach (var row in rows)
        {
            for (var column = 0; column < row.Length; column++)
            {
                if (row[column] == 0)
                    continue;
                index.Add(column);
                values.Add(row[column]);
            }
            offsets.Add(index.Count);
        }
        return new SparseMatrix<float>(Adjacency.OfRows(columns, [.. offsets], [.. index]), [.. values]);
    }
}
