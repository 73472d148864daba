using NetMl.Contracts.Training;
using NetMl.Gnn.WeakLabels;

namespace NetMl.TrainingCoordinator.Jobs;

/// <summary>A job as it is stored: what the API shows, and what a restarted coordinator needs to go on.</summary>
/// <param name="Inputs">The frozen graphs; null until the job is prepared, and for a node job.</param>
/// <param name="Graph">The graph that a node job learns from; null until it was read.</param>
/// <param name="Ready">The result while its artifact is being published: <see cref="JobResult.Published"/> has no number yet.</param>
/// <param name="Best">Of the epochs so far the one that was best on the validation part; null where none was looked at.</param>
public sealed record JobDocument(JobStatus Status, JobInputs? Inputs, FrozenGraph? Graph = null, JobResult? Ready = null, StoredBest? Best = null);

/// <summary>An epoch whose weights are stored beside the job.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Score">By the job's metric.</param>
/// <param name="Place">Which of the two places has the weights: 0 or 1.</param>
/// <param name="Parameters">How many weights there are.</param>
/// <param name="Sha256">Of the weights' bytes, in hexadecimal digits; weights that do not have it count as lost.</param>
/// <param name="Loss">Mean loss on the validation part: what decides between equal scores.</param>
/// <param name="Forgotten">Epochs from the first on whose best got lost: they were not chosen from.</param>
public sealed record StoredBest(int Epoch, double Score, int Place, int Parameters, string? Sha256 = null, double? Loss = null, int Forgotten = 0);

/// <summary>An imported graph as it was when a job read it.</summary>
public sealed record FrozenGraph(string Name, string Version);

/// <summary>What detectors had found when a job was prepared: later analyses cannot change its labels.</summary>
/// <param name="Kept">The surest ones.</param>
/// <param name="LeftOut">How many more there were.</param>
public sealed record FrozenFindings(IReadOnlyList<DetectorFinding> Kept, int LeftOut);

/// <summary>The frozen graphs that a job learns from, so that later flows cannot change a job under way.</summary>
/// <param name="Snapshot">All flows.</param>
/// <param name="TrainSnapshot">Flows before the others; all flows where the split is not by time, as for the other parts.</param>
/// <param name="TestSnapshot">Flows from <paramref name="SplitTime"/> on.</param>
/// <param name="SplitTime">Null where the split is not by time.</param>
/// <param name="ValidationSnapshot">The last flows before <paramref name="SplitTime"/>; null when none are chosen by.</param>
/// <param name="Findings">Where labels come from detectors; null elsewhere.</param>
public sealed record JobInputs(
    string Snapshot, string TrainSnapshot, string TestSnapshot, DateTimeOffset? SplitTime, string? ValidationSnapshot = null, FrozenFindings? Findings = null);
