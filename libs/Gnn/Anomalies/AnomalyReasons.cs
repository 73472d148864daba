using System.Numerics.Tensors;
using NetMl.Gnn.Inputs;

namespace NetMl.Gnn.Anomalies;

/// <summary>Finds the nearest normal items of an odd one, and the features in which it differs.</summary>
internal sealed class AnomalyReasons
{
    private const double Tail = 0.05;
    private readonly AnomalyRows _model;
    private readonly NormalSample _normals;
    private readonly bool _goesByErrors;
    private readonly Standardisation _rowScale;
    private readonly float[] _normalRows;
    private readonly (float Low, float High)[] _usual;

    /// <param name="goesByErrors">The score comes of what was foretold wrongly, so those features are named.</param>
    public AnomalyReasons(AnomalyRows model, NormalSample normals, bool goesByErrors)
    {
        (_model, _normals, _goesByErrors) = (model, normals, goesByErrors);
        _rowScale = Standardisation.Fit(normals.Rows, model.Width);
        _normalRows = new float[normals.Rows.Length];
        if (_normalRows.Length > 0)
            _rowScale.Apply(normals.Rows, _normalRows);
        _usual = [.. Enumerable.Range(0, model.FeatureNames.Count).Select(Usual)];
    }

    public OddReasons Of(ReadOnlySpan<float> row, ReadOnlySpan<float> features, int mostFeatures, int mostNeighbours)
    {
        var nearest = Nearest(row, mostNeighbours);
        var (actual, expected) = (new float[features.Length], new float[features.Length]);
        _model.Scale.Apply(features, actual);
        if (_goesByErrors)
            TensorPrimitives.Subtract(actual, row[^features.Length..], expected);
        else
            Middle([.. nearest.Select(near => near.At)], expected);
        var deviations = new float[features.Length];
        TensorPrimitives.Subtract(actual, expected, deviations);
        var raw = features.ToArray();
        return new OddReasons(
            [
                .. Enumerable.Range(0, features.Length).OrderByDescending(feature => Math.Abs(deviations[feature])).ThenBy(feature => feature)
                    .Where(feature => deviations[feature] != 0).Take(mostFeatures).Select(feature => Named(feature, raw[feature], expected[feature], deviations[feature])),
            ],
            [.. nearest.Select(near => new NormalNeighbour(_normals.Names[near.At], near.Distance))]);
    }

    private (int At, double Distance)[] Nearest(ReadOnlySpan<float> row, int most)
    {
        var width = _model.Width;
        if (_normals.Names.Count == 0)
            return [];
        var z = new float[width];
        _rowScale.Apply(row, z);
        return [.. Enumerable.Range(0, _normals.Names.Count)
            .Select(at => (At: at, Distance: (double)TensorPrimitives.Distance<float>(z, _normalRows.AsSpan(at * width, width))))
            .OrderBy(near => near.Distance).ThenBy(near => near.At).Take(most)];
    }

    // The standardised features' mean over some normal items; the training part's mean, which is 0, where there are none.
    private void Middle(int[] items, Span<float> middle)
    {
        var z = new float[middle.Length];
        foreach (var item in items)
        {
            _model.Scale.Apply(_normals.Features.AsSpan(item * z.Length, z.Length), z);
            TensorPrimitives.MultiplyAdd(z, 1f / items.Length, middle, middle);
        }
    }

    private OddFeature Named(int feature, float value, float expected, float deviation)
    {
        var column = _model.FeatureNames[feature];
        var isLogarithm = column.StartsWith("log1p(", StringComparison.Ordinal) && column.EndsWith(')');
        double Plain(float scaled) => isLogarithm ? Math.Exp(scaled) - 1 : scaled;
        return new OddFeature(
            isLogarithm ? column[6..^1] : column, Plain(value), Plain(expected * _model.Scale.Scale[feature] + _model.Scale.Mean[feature]), deviation,
            Plain(_usual[feature].Low), Plain(_usual[feature].High));
    }

    private (float Low, float High) Usual(int feature)
    {
        var (count, features) = (_normals.Names.Count, _model.FeatureNames.Count);
        if (count == 0)
            return (float.NaN, float.NaN);
        var values = Enumerable.Range(0, count).Select(item => _normals.Features[item * features + feature]).Order().ToArray();
        var low = (int)(Tail * (count - 1));
        return (values[low], values[count - 1 - low]);
    }
}
