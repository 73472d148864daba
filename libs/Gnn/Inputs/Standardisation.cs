using NetMl.Tensors.Files;

namespace NetMl.Gnn.Inputs;

/// <summary>Mean and spread of each feature, learnt from the training part and stored with the model.</summary>
/// <remarks>Standardised values are cut at ±<see cref="Limit"/>, so that one extreme number cannot drown the others.</remarks>
public sealed class Standardisation
{
    /// <summary>Largest absolute standardised value.</summary>
    public const float Limit = 8;

    private readonly float[] _mean;
    private readonly float[] _scale;

    /// <param name="mean">[f].</param>
    /// <param name="scale">[f], each above 0.</param>
    /// <exception cref="InvalidDataException">The lengths differ, or a value cannot serve.</exception>
    public Standardisation(ReadOnlySpan<float> mean, ReadOnlySpan<float> scale)
    {
        if (mean.Length != scale.Length)
            throw new InvalidDataException($"A standardisation has {mean.Length} means and {scale.Length} scales.");
        for (var feature = 0; feature < mean.Length; feature++)
            if (!float.IsFinite(mean[feature]) || !float.IsFinite(scale[feature]) || scale[feature] <= 0)
                throw new InvalidDataException($"Feature {feature} has mean {mean[feature]} and scale {scale[feature]}; both must be finite, the scale above 0.");
        _mean = mean.ToArray();
        _scale = scale.ToArray();
    }

    /// <summary>[f].</summary>
    public ReadOnlySpan<float> Mean => _mean;

    /// <summary>[f], the standard deviation, or 1 where a feature never varies.</summary>
    public ReadOnlySpan<float> Scale => _scale;

    /// <summary>Learns from rows. O(rows · f), sums in row order in double precision.</summary>
    /// <param name="values">[rows, f].</param>
    /// <param name="features">f.</param>
    /// <exception cref="InvalidDataException">A value is not a finite number.</exception>
    public static Standardisation Fit(ReadOnlySpan<float> values, int features)
    {
        var rows = features == 0 ? 0 : values.Length / features;
        var (sum, squares) = (new double[features], new double[features]);
        for (var row = 0; row < rows; row++)
            for (var f = 0; f < features; f++)
                sum[f] += Finite(values[row * features + f], row, f);
        for (var row = 0; row < rows; row++)
            for (var f = 0; f < features; f++)
                squares[f] += Math.Pow(values[row * features + f] - sum[f] / rows, 2);

        var (mean, scale) = (new float[features], new float[features]);
        for (var f = 0; f < features; f++)
        {
            mean[f] = rows == 0 ? 0 : (float)(sum[f] / rows);
            var deviation = rows == 0 ? 0 : Math.Sqrt(squares[f] / rows);
            scale[f] = deviation > 1e-6 * Math.Max(1, Math.Abs(mean[f])) ? (float)deviation : 1;
        }
        return new Standardisation(mean, scale);
    }

    /// <summary>output = clip((values − mean) / scale).</summary>
    /// <param name="values">[rows, f].</param>
    /// <param name="output">[rows, f].</param>
    /// <exception cref="InvalidDataException">A value is not a finite number.</exception>
    public void Apply(ReadOnlySpan<float> values, Span<float> output)
    {
        var features = _mean.Length;
        if (features == 0 || values.Length % features != 0 || output.Length != values.Length)
            throw new ArgumentException($"{values.Length} values and {output.Length} outputs do not form rows of {features} features.", nameof(values));
        for (var at = 0; at < values.Length; at += features)
            for (var f = 0; f < features; f++)
                output[at + f] = Math.Clamp((Finite(values[at + f], at / features, f) - _mean[f]) / _scale[f], -Limit, Limit);
    }

    /// <summary>As two tensors, NAME_mean and NAME_scale.</summary>
    internal void Write(SafetensorsWriter writer, string name)
    {
        writer.Add($"{name}_mean", Mean);
        writer.Add($"{name}_scale", Scale);
    }

    /// <exception cref="InvalidDataException">A tensor is missing, or they cannot serve.</exception>
    internal static Standardisation Read(SafetensorsFile file, string name) =>
        new(file.Tensor($"{name}_mean", -1).Float32(), file.Tensor($"{name}_scale", -1).Float32());

    private static float Finite(float value, int row, int feature) => float.IsFinite(value)
        ? value
        : throw new InvalidDataException($"Feature {feature} of row {row} is {value}, not a finite number.");
}
