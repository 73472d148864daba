using System.Globalization;
using NetMl.Tensors.Files;

namespace NetMl.Gnn.Training;

/// <summary>All that a training needs to go on: parameters, the optimiser's moments, the best parameters so far, and where it stands.</summary>
/// <remarks>Written after an epoch and read again, training ends at the same bits as if it had never stopped.</remarks>
public sealed class TrainingState
{
    private const string Format = "netml-checkpoint/1";
    private readonly float[] _values;
    private readonly float[] _first;
    private readonly float[] _second;
    private readonly float[] _best;

    /// <param name="values">Starting parameters; copied.</param>
    public TrainingState(ReadOnlySpan<float> values) : this(values.ToArray(), new float[values.Length], new float[values.Length], values.ToArray())
    {
    }

    private TrainingState(float[] values, float[] first, float[] second, float[] best)
    {
        (_values, _first, _second, _best) = (values, first, second, best);
    }

    /// <summary>Number of parameters.</summary>
    public int Count => _values.Length;

    /// <summary>[n].</summary>
    public Memory<float> Values => _values;

    /// <summary>[n]: the optimiser's first state.</summary>
    public Memory<float> First => _first;

    /// <summary>[n]: the optimiser's second state.</summary>
    public Memory<float> Second => _second;

    /// <summary>[n]: the parameters of the best validation; those of the last epoch where nothing is validated.</summary>
    public Memory<float> Best => _best;

    /// <summary>Epochs that are done.</summary>
    public int Epoch { get; internal set; }

    /// <summary>Epoch of <see cref="Best"/>; 0 = none yet.</summary>
    public int BestEpoch { get; internal set; }

    /// <summary>Validation of <see cref="Best"/>.</summary>
    public ValidationScore? BestScore { get; internal set; }

    /// <summary>The checkpoint file, safetensors.</summary>
    public byte[] Write()
    {
        var writer = new SafetensorsWriter();
        writer.SetMetadata("format", Format);
        writer.SetMetadata("epoch", Epoch.ToString(CultureInfo.InvariantCulture));
        writer.SetMetadata("best_epoch", BestEpoch.ToString(CultureInfo.InvariantCulture));
        if (BestScore is { } score)
        {
            writer.SetMetadata("best_loss", score.Loss.ToString("R", CultureInfo.InvariantCulture));
            writer.SetMetadata("best_score", score.Score.ToString("R", CultureInfo.InvariantCulture));
        }
        writer.Add("values", _values);
        writer.Add("first", _first);
        writer.Add("second", _second);
        writer.Add("best", _best);
        return writer.ToArray();
    }

    /// <summary>Reads a checkpoint of a network of <paramref name="count"/> parameters.</summary>
    /// <exception cref="InvalidDataException">The file is no such checkpoint.</exception>
    public static TrainingState Read(ReadOnlyMemory<byte> bytes, int count)
    {
        var file = Safetensors.Read(bytes);
        if (file.Text("format") != Format)
            throw new InvalidDataException($"The checkpoint has format '{file.Text("format")}'; this version reads {Format}.");
        return new TrainingState(Values("values"), Values("first"), Values("second"), Values("best"))
        {
            Epoch = Whole("epoch"),
            BestEpoch = Whole("best_epoch"),
            BestScore = file.Metadata.ContainsKey("best_loss") ? new ValidationScore(Number("best_loss"), Number("best_score")) : null,
        };

        float[] Values(string name) => file.Tensor(name, count).Float32().ToArray();

        int Whole(string key) => int.TryParse(file.Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidDataException($"Metadata entry '{key}' of the checkpoint is '{file.Text(key)}', not a whole number.");

        double Number(string key) => double.TryParse(file.Text(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new InvalidDataException($"Metadata entry '{key}' of the checkpoint is '{file.Text(key)}', not a finite number.");
    }
}
