namespace NetMl.Flows.Reading;

/// <summary>Counts refused rows by reason. Holds at most <see cref="MaxReasons"/> reasons; further ones are counted together.</summary>
internal sealed class RejectionTally(int firstLines)
{
    private const int MaxReasons = 64;
    private const string OtherReason = "other reasons";

    private readonly Dictionary<string, Entry> _entries = [];

    public long Rows { get; private set; }

    public void Add(string reason, long line)
    {
        Rows++;
        if (!_entries.TryGetValue(reason, out var entry))
        {
            if (_entries.Count >= MaxReasons && reason != OtherReason)
            {
                Rows--;
                Add(OtherReason, line);
                return;
            }
            _entries.Add(reason, entry = new Entry());
        }
        entry.Rows++;
        if (entry.Lines.Count < firstLines)
            entry.Lines.Add(line);
    }

    public IReadOnlyList<FlowRejection> ToList() =>
    [
        .. _entries.OrderByDescending(e => e.Value.Rows).ThenBy(e => e.Key, StringComparer.Ordinal)
            .Select(e => new FlowRejection(e.Key, e.Value.Rows, [.. e.Value.Lines])),
    ];

    private sealed class Entry
    {
        public long Rows { get; set; }

        public List<long> Lines { get; } = [];
    }
}
