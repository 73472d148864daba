using NetMl.Contracts.Training;

namespace NetMl.TrainingCoordinator.Search;

/// <summary>What one training of a trial gave.</summary>
/// <param name="Weights">Those of the best epoch.</param>
/// <param name="Epochs">Since the trial's beginning.</param>
/// <param name="Score">The job's metric on the validation part.</param>
/// <param name="Loss">Mean loss on the validation part: what decides between equal scores.</param>
/// <param name="Predicted">Node classifiers: the class of every node.</param>
sealed record TrialOutcome(float[] Weights, int Epochs, int BestEpoch, double Score, double Loss, int[]? Predicted = null);

/// <summary>The winner of a search, tested.</summary>
/// <param name="Artifact">What is published.</param>
/// <param name="Result">What the job tells of the published version.</param>
sealed record JudgedModel(byte[] Artifact, Func<ModelVersion, JobResult> Result);

/// <summary>What a search trains on. Its workers get no label of the test part; that one is looked at once, for the winner.</summary>
interface ISearchSubject
{
    string TaskName { get; }

    /// <summary>Items that every trial learns from.</summary>
    long Items { get; }

    /// <summary>The file that every trial gets; its lease says the settings.</summary>
    ReadOnlyMemory<byte> PartFile { get; }

    /// <summary>Settings of the trials, the request's own first; the same for the same seed.</summary>
    IReadOnlyList<NetworkRequest> Draw();

    /// <summary>Parameters of a network of these settings.</summary>
    int Parameters(NetworkRequest settings);

    /// <summary>Bytes of the largest outcome.</summary>
    long OutcomeLimitBytes(NetworkRequest settings);

    /// <exception cref="InvalidDataException">The file is no outcome of such a trial.</exception>
    TrialOutcome Read(ReadOnlyMemory<byte> file, NetworkRequest settings);

    /// <summary>Tests the winner, and simpler models beside it.</summary>
    Task<JudgedModel> JudgeAsync(NetworkRequest settings, TrialOutcome outcome, SearchResult search, CancellationToken cancellationToken);
}
