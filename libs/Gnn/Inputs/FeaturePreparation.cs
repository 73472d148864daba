using NetMl.Tensors;

namespace NetMl.Gnn.Inputs;

/// <summary>How the raw features of nodes become what a network sees; learnt from the training part and stored with the model.</summary>
/// <param name="Kind">One of the constants here.</param>
/// <param name="Scale">[f] of <see cref="Standardised"/>, [4] of <see cref="Structure"/>, else empty.</param>
public sealed record FeaturePreparation(string Kind, Standardisation Scale)
{
    /// <summary>Each row divided by its sum, a row of zeros left so: for features that are mostly zero and never negative, such as words of a text.</summary>
    public const string RowShare = "row-share";

    /// <summary>Less the mean, divided by the spread, both of the training nodes; sparse features are divided only, so that zeros stay zeros.</summary>
    public const string Standardised = "standardised";

    /// <summary>A feature of its own for each node: for graphs without features. Such a model knows its own graph's nodes only.</summary>
    public const string Identity = "identity";

    /// <summary>Four numbers of each node's place in the graph, standardised: for larger graphs without features.</summary>
    public const string Structure = "structure";

    /// <summary>Nodes up to which a graph without features gets <see cref="Identity"/>.</summary>
    public const int MostIdentities = 20_000;

    /// <summary>Values of the largest dense matrix that is made.</summary>
    public const int MostDenseValues = 1 << 27;

    /// <summary>Share of values that are not zero below which features stay sparse.</summary>
    public const double SparseBelow = 0.25;

    /// <summary>Chooses and learns a preparation. O(values + training rows · f) for features, O(n + m) without.</summary>
    /// <param name="raw">[n, f]; finite; f = 0: there are no features.</param>
    /// <param name="neighbours">[n, n].</param>
    /// <param name="train">The nodes whose spread counts.</param>
    public static FeaturePreparation Fit(SparseMatrix<float> raw, Adjacency neighbours, ReadOnlySpan<int> train)
    {
        if (raw.Columns == 0)
        {
            return raw.Rows <= MostIdentities
                ? new FeaturePreparation(Identity, Nothing)
                : new FeaturePreparation(Structure, Standardisation.Fit(Rows(GraphPlaces.Of(neighbours), train), GraphPlaces.Count));
        }
        if (IsSparse(raw) && !raw.Values.ContainsAnyInRange(float.MinValue, -float.Epsilon))
            return new FeaturePreparation(RowShare, Nothing);
        return new FeaturePreparation(Standardised, IsSparse(raw) ? Spread(raw, train) : Standardisation.Fit(Rows(Dense(raw), train), raw.Columns));
    }

    /// <summary>Features that a network sees for raw features of <paramref name="raw"/> columns.</summary>
    public int CountFor(SparseMatrix<float> raw) => Kind switch { Identity => raw.Rows, Structure => GraphPlaces.Count, _ => raw.Columns };

    /// <summary>A graph with prepared features. O(values), or O(n · f) where they become dense.</summary>
    /// <param name="raw">[n, f]: as in training; f = 0 where there were no features.</param>
    /// <param name="neighbours">[n, n].</param>
    /// <exception cref="InvalidDataException">A negative value where there was none in training, a value that is not finite, or too many dense values.</exception>
    public NodeGraph<float> Apply(SparseMatrix<float> raw, Adjacency neighbours)
    {
        switch (Kind)
        {
            case Identity:
                var one = new float[raw.Rows];
                one.AsSpan().Fill(1);
                return NodeGraph<float>.Create(neighbours, new SparseMatrix<float>(Adjacency.OfRows(raw.Rows, Numbers(raw.Rows + 1), Numbers(raw.Rows)), one));
            case Structure:
                return NodeGraph<float>.Create(neighbours, Standardise(GraphPlaces.Of(neighbours)));
            case RowShare:
                var shares = new SparseMatrix<float>(raw.Pattern, Shares(raw));
                return IsSparse(shares) ? NodeGraph<float>.Create(neighbours, shares) : NodeGraph<float>.Create(neighbours, Dense(shares));
            default:
                var keepsZeros = !Scale.Mean.ContainsAnyExcept(0f);
                return keepsZeros && IsSparse(raw) ? NodeGraph<float>.Create(neighbours, Divide(raw)) : NodeGraph<float>.Create(neighbours, Standardise(Dense(raw)));
        }
    }

    private static Standardisation Nothing => new([], []);

    private static bool IsSparse(SparseMatrix<float> raw) => raw.Values.Length < SparseBelow * raw.Rows * raw.Columns;

    private static int[] Numbers(int count) => [.. Enumerable.Range(0, count)];

    private static float[] Shares(SparseMatrix<float> raw)
    {
        var shares = raw.Values.ToArray();
        for (var row = 0; row < raw.Rows; row++)
        {
            var values = shares.AsSpan()[raw.Pattern.Offsets[row]..raw.Pattern.Offsets[row + 1]];
            var sum = 0.0;
            foreach (var value in values)
                sum += value >= 0 && float.IsFinite(value) ? value : throw new InvalidDataException($"Row {row} has the feature value {value}; the model was trained on values that are finite and not negative.");
            foreach (ref var value in values)
                value = sum > 0 ? (float)(value / sum) : 0;
        }
        return shares;
    }

    // Sparse features: root mean square over the training rows, 1 where a feature is zero in all of them.
    private static Standardisation Spread(SparseMatrix<float> raw, ReadOnlySpan<int> trained)
    {
        var train = trained.ToArray();
        var squares = new double[raw.Columns];
        foreach (var row in train)
            for (var e = raw.Pattern.Offsets[row]; e < raw.Pattern.Offsets[row + 1]; e++)
                squares[raw.Pattern.Sources[e]] += (double)raw.Values[e] * raw.Values[e];
        return new Standardisation(
            new float[raw.Columns], Array.ConvertAll(squares, sum => (float)Math.Sqrt(sum / train.Length) is var root and > 0 && float.IsFinite(root) ? root : 1));
    }

    private SparseMatrix<float> Divide(SparseMatrix<float> raw)
    {
        var values = raw.Values.ToArray();
        for (var e = 0; e < values.Length; e++)
            values[e] = float.IsFinite(values[e])
                ? Math.Clamp(values[e] / Scale.Scale[raw.Pattern.Sources[e]], -Standardisation.Limit, Standardisation.Limit)
                : throw new InvalidDataException($"A feature value is {values[e]}, not a finite number.");
        return new SparseMatrix<float>(raw.Pattern, values);
    }

    private Tensor<float> Standardise(Tensor<float> values)
    {
        if (values.Rows > 0)
            Scale.Apply(values.Span, values.Span);
        return values;
    }

    private static Tensor<float> Dense(SparseMatrix<float> raw)
    {
        if ((long)raw.Rows * raw.Columns > MostDenseValues)
            throw new InvalidDataException($"{raw.Rows} nodes with {raw.Columns} features, a quarter of them not zero or with negative values, are more than the {MostDenseValues} values that are kept dense.");
        var dense = new Tensor<float>(raw.Rows, raw.Columns);
        for (var row = 0; row < raw.Rows; row++)
            for (var e = raw.Pattern.Offsets[row]; e < raw.Pattern.Offsets[row + 1]; e++)
                dense.Row(row)[raw.Pattern.Sources[e]] += raw.Values[e];
        return dense;
    }

    private static float[] Rows(Tensor<float> values, ReadOnlySpan<int> rows) => PickedRows.Of(values.Span, values.Columns, rows);
}
