using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using NetMl.Contracts.Training;

namespace NetMl.TrainingCoordinator.Leases;

/// <summary>A part in a worker's hands.</summary>
sealed record Lease(string Id, string Worker, ILeasedJob Job, int Part);

/// <summary>Hands the parts of active jobs to workers that ask, and takes them back from workers that fall silent. In memory, one lock.</summary>
/// <remarks>
/// An idle worker gets a free part at once. A busy one gets another only when the part has waited for the grace time, twice that
/// while a less busy worker lives: so two workers share a job, and a lone one still completes it. A worker
/// that comes when all parts are taken relieves one that holds several. Of parts that are whole trainings a worker holds one at a time.
/// </remarks>
sealed class LeaseDesk(IOptions<LeaseOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(0.1);
    private readonly Lock _gate = new();
    private readonly List<ILeasedJob> _jobs = [];
    private readonly Dictionary<string, (Lease Lease, long Seen)> _leases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _workers = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Job, int Part), long> _freeSince = [];
    private TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TimeSpan Expiry => TimeSpan.FromSeconds(options.Value.ExpirySeconds);

    /// <summary>Offers the parts of a job.</summary>
    public void Open(ILeasedJob job)
    {
        TaskCompletionSource opened;
        lock (_gate)
        {
            _jobs.Add(job);
            for (var part = 0; part < job.Parts; part++)
                _freeSince[(job.Id, part)] = time.GetTimestamp();
            (opened, _opened) = (_opened, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        opened.SetResult();
    }

    /// <summary>Withdraws a job: its leases end.</summary>
    public void Close(ILeasedJob job)
    {
        lock (_gate)
        {
            _jobs.Remove(job);
            foreach (var (id, _) in _leases.Where(entry => entry.Value.Lease.Job == job).ToArray())
                _leases.Remove(id);
            for (var part = 0; part < job.Parts; part++)
                _freeSince.Remove((job.Id, part));
        }
    }

    /// <summary>A part for this worker, waiting a while for one.</summary>
    public async Task<PartLease?> AskAsync(string worker, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            Task opened;
            lock (_gate)
                opened = _opened.Task;
            if (TryGrant(worker) is { } granted)
                return granted;
            if (time.GetElapsedTime(started).TotalSeconds >= options.Value.PollSeconds)
                return null;
            await Task.WhenAny(opened, Task.Delay(Tick, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>A part for this worker, if there is one for it now.</summary>
    public PartLease? TryGrant(string worker)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            _workers[worker] = now;
            ReleaseSilent(now);
            foreach (var job in _jobs)
                for (var part = 0; part < job.Parts; part++)
                    if (_freeSince.TryGetValue((job.Id, part), out var since) && job.IsOpen(part) && MayHold(worker, job) && time.GetElapsedTime(since, now) >= Patience(worker))
                        return Grant(worker, job, part, now);
            if (Held(worker) > 0 || Spare() is not { } spare)
                return null;

            // A worker that comes late relieves the busiest one of a part; what that one still pushes for it counts once all the same.
            _leases.Remove(spare.Id);
            return Grant(worker, spare.Job, spare.Part, now);
        }
    }

    /// <summary>The lease, whose worker has just shown that it lives; null when it is lost.</summary>
    public Lease? Touch(string id)
    {
        lock (_gate)
        {
            if (!_leases.TryGetValue(id, out var held))
                return null;
            var now = time.GetTimestamp();
            _leases[id] = (held.Lease, now);
            _workers[held.Lease.Worker] = now;
            return held.Lease;
        }
    }

    /// <summary>Ends a lease whose work is done; its part is offered again when the job has more to do with it.</summary>
    public void Finish(string id)
    {
        lock (_gate)
            if (_leases.Remove(id, out var held))
                _freeSince[(held.Lease.Job.Id, held.Lease.Part)] = time.GetTimestamp();
    }

    /// <summary>Whether a worker that lives has a part of this job.</summary>
    public bool Holds(ILeasedJob job)
    {
        lock (_gate)
        {
            ReleaseSilent(time.GetTimestamp());
            return _leases.Values.Any(held => held.Lease.Job == job);
        }
    }

    private PartLease Grant(string worker, ILeasedJob job, int part, long now)
    {
        var lease = new Lease(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), worker, job, part);
        _leases[lease.Id] = (lease, now);
        _freeSince.Remove((job.Id, part));
        return job.Grant(lease.Id, worker, part, options.Value.ExpirySeconds);
    }

    // Whole trainings would only wait for each other's turns: the next one goes to whoever is done first.
    private bool MayHold(string worker, ILeasedJob job) =>
        !job.HasWholeTrainings || !_leases.Values.Any(held => held.Lease.Worker == worker && held.Lease.Job.HasWholeTrainings);

    private void ReleaseSilent(long now)
    {
        foreach (var (id, (lease, seen)) in _leases.ToArray())
        {
            if (time.GetElapsedTime(seen, now) < Expiry)
                continue;
            _leases.Remove(id);
            _freeSince[(lease.Job.Id, lease.Part)] = now;
        }
        foreach (var (worker, seen) in _workers.ToArray())
            if (time.GetElapsedTime(seen, now) >= Expiry)
                _workers.Remove(worker);
    }

    private TimeSpan Patience(string worker)
    {
        var mine = Held(worker);
        if (mine == 0)
            return TimeSpan.Zero;
        var grace = TimeSpan.FromSeconds(options.Value.GraceSeconds);
        return _workers.Keys.Any(other => Held(other) < mine) ? 2 * grace : grace;
    }

    private Lease? Spare() => _leases.Values.Select(held => held.Lease)
        .GroupBy(lease => lease.Worker, StringComparer.Ordinal).Where(held => held.Count() > 1)
        .OrderByDescending(held => held.Count()).ThenBy(held => held.Key, StringComparer.Ordinal)
        .FirstOrDefault()?.MaxBy(lease => lease.Part);

    private int Held(string worker) => _leases.Values.Count(held => held.Lease.Worker == worker);
}
