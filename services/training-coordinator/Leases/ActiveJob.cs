using System.Collections.Concurrent;
using NetMl.Contracts.Training;
using NetMl.TrainingCoordinator.Preparation;
using NetMl.TrainingCoordinator.Rounds;

namespace NetMl.TrainingCoordinator.Leases;

/// <summary>A job that is trained round by round, all parts together.</summary>
sealed class ActiveJob(string id, TrainingSet input, JobRounds rounds) : ILeasedJob
{
    private readonly ConcurrentDictionary<string, Share> _shares = new(StringComparer.Ordinal);

    public string Id { get; } = id;

    public TrainingSet Input { get; } = input;

    public JobRounds Rounds { get; } = rounds;

    public int Parts => Input.TrainParts.Count;

    public bool HasWholeTrainings => false;

    public bool IsOpen(int part) => Rounds.IsOpen(part);

    public PartLease Grant(string lease, string worker, int part, double expirySeconds) =>
        new(lease, Id, part, Parts, Input.Request.Shards, Rounds.Round, expirySeconds);

    public ReadOnlyMemory<byte> PartFile(int part) => Input.PartFile(part);

    /// <summary>Notes that a worker has computed a part once.</summary>
    public void Credit(string worker, int part)
    {
        var share = _shares.GetOrAdd(worker, _ => new Share());
        lock (share)
        {
            share.Parts.Add(part);
            share.Rounds++;
        }
    }

    /// <summary>What each worker has done so far, by name.</summary>
    public IReadOnlyList<WorkerShare> Shares() =>
    [
        .. _shares.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry =>
        {
            lock (entry.Value)
                return new WorkerShare(entry.Key, [.. entry.Value.Parts], entry.Value.Parts.Sum(part => (long)Input.ItemsOf(part)), entry.Value.Rounds);
        }),
    ];

    private sealed class Share
    {
        public SortedSet<int> Parts { get; } = [];

        public long Rounds { get; set; }
    }
}
