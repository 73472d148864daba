using System.Globalization;
using NetMl.Contracts.Training;
using NetMl.Gnn.Parts;
using NetMl.TrainingCoordinator.Jobs;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.TrainingCoordinator.Evaluation;

/// <summary>Keeps the weights of the epoch that was best on the validation part, of those that it looks at. For one thread at a time.</summary>
/// <param name="forgotten">Epochs whose best got lost when the coordinator began anew: they are not chosen from.</param>
sealed class BestEpoch(TrainingSet input, ValidationJudge judge, int forgotten)
{
    /// <summary>Epochs that are looked at, about.</summary>
    private const int Looks = 20;

    private readonly int _stride = Math.Max(1, input.Settings.Epochs / Looks);
    private float[] _weights = [];

    /// <summary>Goes on from what was stored.</summary>
    public BestEpoch(TrainingSet input, ValidationJudge judge, StoredBest stored, float[] weights) : this(input, judge, stored.Forgotten) =>
        (Epoch, Score, Loss, _weights) = (stored.Epoch, stored.Score, stored.Loss, weights);

    /// <summary>0 before the first look.</summary>
    public int Epoch { get; private set; }

    /// <summary>Of that epoch, by the job's metric.</summary>
    public double Score { get; private set; }

    /// <summary>Mean loss on the validation part after that epoch; null where it was not stored.</summary>
    public double? Loss { get; private set; }

    /// <summary>Of that epoch.</summary>
    public ReadOnlyMemory<float> Weights => _weights;

    /// <summary>Epochs that are not chosen from.</summary>
    public int Forgotten => forgotten;

    /// <summary>Whether an epoch is looked at: every so many, and the last.</summary>
    public bool Wants(int epoch) => epoch % _stride == 0 || epoch == input.Settings.Epochs;

    /// <summary>Looks at the weights after an epoch; of equally good ones those of the lower loss are kept, then the later ones.</summary>
    /// <returns>Their score.</returns>
    public double Look(int epoch, float[] weights)
    {
        var (score, loss) = judge.Measure(weights);
        if (Epoch == 0 || IsBetter(score, loss))
            (Epoch, Score, Loss, _weights) = (epoch, score, loss, weights);
        return score;
    }

    /// <summary>The kept weights with the outputs of each part's judged items.</summary>
    public (float[] Weights, IReadOnlyList<float[]> Outputs) Answer() =>
        (_weights, [.. Enumerable.Range(0, input.TestParts.Count).Select(part => new PartProgram(input.Part(part)).Evaluate(_weights))]);

    /// <summary>What was chosen, in a sentence.</summary>
    public string Note => string.Create(
        CultureInfo.InvariantCulture,
        $"The weights are those after epoch {Epoch} of {input.Settings.Epochs}, the best by {input.Request.Metric} on the validation part ({Score:0.####}){(forgotten == 0 ? "" : $" of those from epoch {Math.Min(forgotten + 1, input.Settings.Epochs)} on, since the best before was lost when the coordinator was started again")}.");

    // A ranking score is the same for many epochs where all of it is right, or nothing can be ranked: the loss still tells how far training had come.
    private bool IsBetter(double score, double loss) => score != Score
        ? (input.Request.Metric == JobMetrics.Loss ? score < Score : score > Score)
        : Loss is not { } least || loss <= least;
}
