using System.Globalization;
using NetMl.Contracts.Training;
using NetMl.Gnn.Parts;
using NetMl.TrainingCoordinator.Jobs;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.TrainingCoordinator.Evaluation;

/// <summary>Keeps the weights of the epoch that was best on the validation part, of those that it looks at. For one thread at a time.</summary>
/// <param name="forgotten">Epochs that were trained before the coordinator began anew and whose best is not stored: they are not chosen from.</param>
sealed class BestEpoch(TrainingSet input, ValidationJudge judge, int forgotten)
{
    /// <summary>Epochs that are looked at, about.</summary>
    private const int Looks = 20;

    private readonly int _stride = Math.Max(1, input.Settings.Epochs / Looks);
    private float[] _weights = [];

    /// <summary>Goes on from what was stored.</summary>
    public BestEpoch(TrainingSet input, ValidationJudge judge, StoredBest stored, float[] weights) : this(input, judge, forgotten: 0) =>
        (Epoch, Score, _weights) = (stored.Epoch, stored.Score, weights);

    /// <summary>0 before the first look.</summary>
    public int Epoch { get; private set; }

    /// <summary>Of that epoch, by the job's metric.</summary>
    public double Score { get; private set; }

    /// <summary>Of that epoch.</summary>
    public ReadOnlyMemory<float> Weights => _weights;

    /// <summary>Whether an epoch is looked at: every so many, and the last.</summary>
    public bool Wants(int epoch) => epoch % _stride == 0 || epoch == input.Settings.Epochs;

    /// <summary>Looks at the weights after an epoch; of equally good ones the first is kept.</summary>
    /// <returns>Their score.</returns>
    public double Look(int epoch, float[] weights)
    {
        var score = judge.Score(weights);
        if (Epoch == 0 || (input.Request.Metric == JobMetrics.Loss ? score < Score : score > Score))
            (Epoch, Score, _weights) = (epoch, score, weights);
        return score;
    }

    /// <summary>The kept weights with the outputs of each part's judged items.</summary>
    public (float[] Weights, IReadOnlyList<float[]> Outputs) Answer() =>
        (_weights, [.. Enumerable.Range(0, input.TestParts.Count).Select(part => new PartProgram(input.Part(part)).Evaluate(_weights))]);

    /// <summary>What was chosen, in a sentence.</summary>
    public string Note => string.Create(
        CultureInfo.InvariantCulture,
        $"The weights are those after epoch {Epoch} of {input.Settings.Epochs}, the best by {input.Request.Metric} on the validation part ({Score:0.####}){(forgotten == 0 ? "" : $" of those from epoch {Math.Min(forgotten + 1, input.Settings.Epochs)} on, since the coordinator was started again")}.");
}
