using System.Globalization;
using NetMl.Contracts.Training;

namespace NetMl.TrainingCoordinator.Search;

/// <summary>One setting under trial, as <see cref="SearchJob"/> holds it under its lock.</summary>
sealed class Trial(int number, NetworkRequest settings)
{
    // The status has the curves of all trials under way.
    private const int MostPoints = 48;

    public int Number { get; } = number;

    public NetworkRequest Settings { get; } = settings;

    /// <summary>Takes part in the present rung.</summary>
    public bool IsIn { get; set; } = true;

    /// <summary>Has its result in the present rung.</summary>
    public bool IsDone { get; set; }

    /// <summary>Epochs that are done; while it trains as last reported.</summary>
    public int Epochs { get; set; }

    public string? Worker { get; set; }

    public string? Problem { get; set; }

    public double? Score { get; set; }

    public double Loss { get; set; }

    /// <summary>Of what was reported while it trained.</summary>
    public LearningCurve Curve { get; } = new(MostPoints);

    /// <summary>Where it stands.</summary>
    public ReadOnlyMemory<byte>? Checkpoint { get; set; }

    /// <summary>What people are told.</summary>
    /// <param name="isRunning">A worker trains it: with its curve.</param>
    public SearchTrial Show(bool isRunning) => new(Number, Epochs, Score, Shown(Settings), Worker, Problem, isRunning && Curve.Points.Count > 0 ? Curve.Points : null);

    private static Dictionary<string, string> Shown(NetworkRequest settings)
    {
        var shown = new Dictionary<string, string>(StringComparer.Ordinal) { ["network"] = settings.Name };
        foreach (var (name, value) in new (string, double?)[]
        {
            ("hidden", settings.Hidden), ("layers", settings.Layers), ("heads", settings.Heads), ("dropout", settings.Dropout),
            ("learningRate", settings.LearningRate), ("weightDecay", settings.WeightDecay),
        })
            if (value is { } number)
                shown[name] = number.ToString("R", CultureInfo.InvariantCulture);
        return shown;
    }
}
