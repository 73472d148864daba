using System.Threading.Channels;

namespace NetMl.DaprSdk.Tests.Actors;

/// <summary>What actors did, in order; a test waits for it.</summary>
public sealed class EventLog
{
    private readonly Channel<string> _events = Channel.CreateUnbounded<string>();

    public void Write(string what) => _events.Writer.TryWrite(what);

    /// <summary>All that happened and was not read yet.</summary>
    public IReadOnlyList<string> Drain()
    {
        var events = new List<string>();
        while (_events.Reader.TryRead(out var what))
            events.Add(what);
        return events;
    }

    /// <summary>Returns when each of these has happened, in any order.</summary>
    public async Task WaitAsync(IEnumerable<string> expected, TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        var open = expected.ToList();
        while (open.Count > 0)
            open.Remove(await _events.Reader.ReadAsync(timeout.Token));
    }
}
