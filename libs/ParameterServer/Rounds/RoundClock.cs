namespace NetMl.ParameterServer.Rounds;

/// <summary>How an arrival relates to the round that is open.</summary>
public enum Arrival : byte
{
    /// <summary>Counted.</summary>
    Accepted,

    /// <summary>This part has arrived in the open round before; counted once.</summary>
    Duplicate,

    /// <summary>The round is closed: this part was counted then.</summary>
    Stale,

    /// <summary>The round is not open yet.</summary>
    Early,
}

/// <summary>A barrier: a round closes when each of its parts has arrived once.</summary>
public sealed class RoundClock
{
    private readonly bool[] _arrived;

    /// <param name="parts">≥ 1.</param>
    /// <param name="round">The open round.</param>
    public RoundClock(int parts, int round)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        _arrived = new bool[parts];
        Round = round;
    }

    /// <summary>The open round.</summary>
    public int Round { get; private set; }

    public int Parts => _arrived.Length;

    /// <summary>True when every part has arrived; <see cref="Advance"/> opens the next round.</summary>
    public bool IsComplete => Array.TrueForAll(_arrived, arrived => arrived);

    public bool HasArrived(int part) => _arrived[part];

    /// <summary>Counts a part in.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such part.</exception>
    public Arrival Arrive(int part, int round)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(part);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(part, _arrived.Length);
        if (round != Round)
            return round < Round ? Arrival.Stale : Arrival.Early;
        if (_arrived[part])
            return Arrival.Duplicate;
        _arrived[part] = true;
        return Arrival.Accepted;
    }

    /// <summary>Closes the round and opens the next one.</summary>
    /// <exception cref="InvalidOperationException">A part is missing.</exception>
    public void Advance()
    {
        if (!IsComplete)
            throw new InvalidOperationException($"Round {Round} cannot close: part {Array.IndexOf(_arrived, false)} is missing.");
        Array.Clear(_arrived);
        Round++;
    }
}
