using NetMl.Behaviours.Connections;

namespace NetMl.Behaviours.Detection;

/// <summary>The series of one kind that have flows which detectors have not seen.</summary>
internal sealed class SeriesQueue(SeriesKind kind)
{
    /// <summary>Series up to this long are due as soon as they have a new flow.</summary>
    public const int AlwaysDue = 64;

    /// <summary>Longer ones are due once they have grown by this part.</summary>
    private const int PartGrown = 8;
    private readonly HashSet<int> _waiting = [];
    private readonly Dictionary<int, int> _examined = [];

    public SeriesKind Kind => kind;

    public int Waiting => _waiting.Count;

    public void Touch(int series) => _waiting.Add(series);

    /// <summary>Those to look at now; they stay in the queue until <see cref="Done"/>.</summary>
    /// <param name="all">Also long ones that have hardly grown.</param>
    public int[] Due(ConnectionHistory history, bool all) =>
        [.. all ? _waiting : _waiting.Where(series => IsDue(series, history.CountOf(kind, series)))];

    /// <summary>Gives back the room that many new series once needed.</summary>
    public void Trim()
    {
        if (_waiting.Capacity > 1024 && _waiting.Count * 4 < _waiting.Capacity)
            _waiting.TrimExcess();
    }

    public void Done(int series, int count)
    {
        _waiting.Remove(series);
        if (count > AlwaysDue)
            _examined[series] = count;
    }

    private bool IsDue(int series, int count) => count <= AlwaysDue || count >= _examined.GetValueOrDefault(series) / PartGrown * (PartGrown + 1);
}
