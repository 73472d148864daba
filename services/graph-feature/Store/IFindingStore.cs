using NetMl.Contracts.Datasets;

namespace NetMl.GraphFeature.Store;

/// <summary>A finding and its place in the order of changes.</summary>
/// <param name="Sequence">Grows with each change of any finding; a changed finding moves to the end.</param>
/// <param name="IsWithdrawn">It was found before and is no longer; this is how it was last.</param>
public sealed record StoredFinding(long Sequence, BehaviourFinding Finding, bool IsWithdrawn = false);

/// <summary>A part of the log of changes.</summary>
/// <param name="Log">Name of the log: another one when the data set was deleted and made again; null = nothing was analysed yet, or there is no such data set.</param>
/// <param name="Changes">In log order.</param>
public sealed record FindingLogPage(string? Log, IReadOnlyList<StoredFinding> Changes);

/// <summary>Keeps what the analysis found, as a log of changes.</summary>
public interface IFindingStore
{
    /// <summary>
    /// Replaces the findings of a data set: unchanged ones keep their place, new and changed ones go to the end, and others go to the end as withdrawn.
    /// Nothing happens when the data set was deleted meanwhile, or is not what the findings were found in.
    /// </summary>
    /// <param name="analysedRows">Flows that the analysis has seen; becomes the data set's total of analysed flows.</param>
    /// <param name="basis">Looked up in the same transaction; null = the findings hold whatever is stored.</param>
    /// <returns>How many are new or changed.</returns>
    Task<int> ReplaceFindingsAsync(string dataset, IReadOnlyList<BehaviourFinding> findings, long analysedRows, FindingBasis? basis, CancellationToken cancellationToken);

    /// <summary>Findings of a data set that changed after a place in the log, in log order, without those withdrawn.</summary>
    Task<IReadOnlyList<StoredFinding>> ListFindingsAsync(string dataset, long afterSequence, CancellationToken cancellationToken);

    /// <summary>The first changes after a place in the log, those withdrawn as well.</summary>
    Task<FindingLogPage> ReadLogAsync(string dataset, long afterSequence, int limit, CancellationToken cancellationToken);

    /// <summary>The first findings of a data set, in log order, that are not published yet, without those withdrawn.</summary>
    Task<IReadOnlyList<StoredFinding>> ListUnpublishedAsync(string dataset, int limit, CancellationToken cancellationToken);

    /// <summary>The data sets with findings that are not published yet, in ordinal order.</summary>
    Task<IReadOnlyList<string>> ListDatasetsToPublishAsync(CancellationToken cancellationToken);

    /// <summary>Notes that a finding is published, unless it changed meanwhile.</summary>
    Task MarkPublishedAsync(StoredFinding finding, CancellationToken cancellationToken);
}
