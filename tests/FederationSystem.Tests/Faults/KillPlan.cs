namespace NetMl.FederationSystem.Tests.Faults;

/// <summary>When the coordinator dies: in every round once, at a message of a random kind.</summary>
internal sealed class KillPlan
{
    /// <summary>Longest time after the call has left.</summary>
    private const double LongestMilliseconds = 60;

    private readonly Lock _lock = new();
    private readonly Dictionary<int, Moment> _ahead = [];
    private readonly Dictionary<(int Round, string Kind), int> _seen = [];

    /// <param name="kinds">Of the messages of a round.</param>
    /// <param name="least">Messages of each kind in each round.</param>
    public KillPlan(Random random, int firstRound, int lastRound, IReadOnlyList<string> kinds, int least)
    {
        for (var round = firstRound; round <= lastRound; round++)
        {
            // The last message of the last round is the one that publishes.
            var (kind, nth) = round == lastRound ? (kinds[^1], least) : (kinds[random.Next(kinds.Count)], 1 + random.Next(least));
            _ahead[round] = new Moment(kind, nth, random.Next(4) == 0, TimeSpan.FromMilliseconds(random.NextDouble() * LongestMilliseconds));
        }
    }

    public List<(int Round, string Kind)> Done { get; } = [];

    /// <summary>Whether the coordinator dies with this call; once per round.</summary>
    public Moment? Due(Call call)
    {
        if (call.Kind is not { } kind)
            return null;
        lock (_lock)
        {
            var seen = _seen[(call.Round, kind)] = _seen.GetValueOrDefault((call.Round, kind)) + 1;
            if (!_ahead.TryGetValue(call.Round, out var moment) || moment.Kind != kind || seen < moment.Nth)
                return null;
            _ahead.Remove(call.Round);
            Done.Add((call.Round, kind));
            return moment;
        }
    }

    /// <param name="IsBefore">The call does not reach it.</param>
    /// <param name="After">Else: time since the call left.</param>
    internal sealed record Moment(string Kind, int Nth, bool IsBefore, TimeSpan After);
}
