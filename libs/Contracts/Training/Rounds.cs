namespace NetMl.Contracts.Training;

/// <summary>Worker → coordinator, <c>POST /internal/leases</c>: asks for a part to compute. Answered at once with a lease, or 204 after a short wait.</summary>
public sealed record LeaseRequest(string Worker);

/// <summary>A part of a job, owned by one worker until it is silent for <paramref name="ExpirySeconds"/>.</summary>
/// <param name="Round">First round to compute; shards hold the parameters of this version.</param>
/// <param name="Task">node-classification: the part is a whole training, its number added to the seed; null: the part's gradient, round by round.</param>
/// <param name="Trial">The part is a trial of a search: a whole training with these settings instead of the file's.</param>
public sealed record PartLease(string Lease, string Job, int Part, int Parts, int Shards, int Round, double ExpirySeconds, string? Task = null, TrialLease? Trial = null);

/// <summary>How a trial of a search is trained.</summary>
/// <param name="Network">Its settings; epochs are those of a whole training.</param>
/// <param name="Epochs">To which it is trained now, counted from its beginning. If they are not all, where it ends is wanted as a checkpoint before its outcome.</param>
/// <param name="Seed">Of the first weights and of every random number.</param>
/// <param name="Metric">One of <see cref="JobMetrics"/>.</param>
public sealed record TrialLease(NetworkRequest Network, int Epochs, int Seed, string Metric)
{
    /// <summary>It may be trained further.</summary>
    public bool GoesOn() => Network.Epochs > Epochs;
}

/// <summary>Worker → coordinator, <c>POST /internal/leases/{lease}/rounds</c>: this round's gradient is with all shards.</summary>
/// <param name="LossSum">Sum of the losses of this part's training flows (not the mean).</param>
/// <param name="Flows">Items (flows or hosts) that the sum runs over.</param>
/// <param name="Problem">A sentence when the part cannot ever be computed: the job fails with it.</param>
public sealed record RoundReport(int Round, double LossSum, long Flows, string? Problem = null);

/// <summary>Answer to a <see cref="RoundReport"/>, given when all parts have reported or the wait has run out.</summary>
/// <param name="Action">train: compute <paramref name="Round"/>; wait: ask again; evaluate: send evaluation; stop: the job is over.</param>
public sealed record RoundDirective(string Action, int Round);
