using NetMl.Contracts.Training;

namespace NetMl.TrainingCoordinator.Leases;

/// <summary>A job whose parts workers may lease.</summary>
interface ILeasedJob
{
    string Id { get; }

    int Parts { get; }

    /// <summary>Each part is a whole training: a worker holds one of those at a time.</summary>
    bool HasWholeTrainings { get; }

    /// <summary>True when this part has still something to do.</summary>
    bool IsOpen(int part);

    /// <summary>What a worker is told that gets a part.</summary>
    PartLease Grant(string lease, string worker, int part, double expirySeconds);

    /// <summary>The file of one part, for its worker.</summary>
    ReadOnlyMemory<byte> PartFile(int part);
}
