using System.Collections.Concurrent;

namespace NetMl.TrainingCoordinator.Federations.Sites;

/// <summary>How many questions for a task wait for each site in this process: an agent needs one, and one more after a broken connection.</summary>
sealed class SitePolls
{
    public const int Most = 8;

    private readonly ConcurrentDictionary<string, int> _waiting = new(StringComparer.Ordinal);

    /// <summary>Null: too many wait. Else to be disposed when the question is answered.</summary>
    public IDisposable? TryBegin(SiteCaller caller)
    {
        var site = $"{caller.Federation}/{caller.Site}";
        if (_waiting.AddOrUpdate(site, 1, (_, waiting) => waiting + 1) <= Most)
            return new Poll(this, site);
        End(site);
        return null;
    }

    private void End(string site)
    {
        _waiting.AddOrUpdate(site, 0, (_, waiting) => waiting - 1);
        _waiting.TryRemove(KeyValuePair.Create(site, 0));
    }

    private sealed class Poll(SitePolls polls, string site) : IDisposable
    {
        private int _isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0)
                polls.End(site);
        }
    }
}
