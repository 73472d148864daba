using Microsoft.Extensions.Options;
using NetMl.Behaviours;
using NetMl.Behaviours.Detection;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Behaviours;

/// <summary>Analyses that go on when more flows come, so that only new batches are read. Thread-safe; an analysis itself has one user at a time.</summary>
/// <remarks>All together keep at most as many flows as one may have (setting Behaviours:MaximumFlows): those not used for longest go, and are built again from the store.</remarks>
internal sealed class KeptAnalyses(IOptions<AnalysisOptions> options)
{
    private readonly Lock _lock = new();

    /// <summary>Least recently used first.</summary>
    private readonly List<Kept> _kept = [];

    /// <summary>One data set's analysis and what went into it.</summary>
    public sealed class Kept(string dataset, BehaviourAnalysis analysis)
    {
        public string Dataset => dataset;

        public BehaviourAnalysis Analysis => analysis;

        /// <summary>Ids of the batches that were added.</summary>
        public HashSet<long> Segments { get; } = [];

        /// <summary>Batches that begin earlier are not looked at, nanoseconds since 1970-01-01 UTC; <see cref="long.MinValue"/> = all are.</summary>
        public long From { get; set; } = long.MinValue;

        /// <summary>Flows in the data set when its findings were last those of all its flows.</summary>
        public long ExactRows { get; set; }

        /// <summary>How long it took to make them so.</summary>
        public TimeSpan ExactTime { get; set; }

        /// <summary>Timestamp of then.</summary>
        public long ExactAt { get; set; }
    }

    /// <summary>Where the analysis of a data set begins; null when none is kept.</summary>
    public long? From(string dataset)
    {
        lock (_lock)
            return _kept.Find(kept => kept.Dataset == dataset)?.From;
    }

    /// <summary>The analysis of a data set: a new one when there is none, or when it knows a batch that the data set no longer has.</summary>
    public Kept Open(string dataset, IReadOnlyList<Segment> segments)
    {
        var wanted = segments.Select(segment => segment.Id).ToHashSet();
        lock (_lock)
        {
            var known = _kept.Find(kept => kept.Dataset == dataset);
            if (known is not null)
                _kept.Remove(known);
            if (known is null || !known.Segments.IsSubsetOf(wanted))
                known = new Kept(dataset, new BehaviourAnalysis(Detectors.All(options.Value.Detectors), options.Value.Detectors.Adjustments));
            _kept.Add(known);
            return known;
        }
    }

    /// <summary>Lets the least recently used go while all together have too many flows.</summary>
    public void Trim()
    {
        lock (_lock)
        {
            while (_kept.Count > 1 && _kept.Sum(kept => (long)kept.Analysis.Connections) > options.Value.MaximumFlows)
                _kept.RemoveAt(0);
        }
    }

    /// <summary>Lets an analysis go: its data set was deleted, or it failed.</summary>
    public void Forget(string dataset)
    {
        lock (_lock)
            _kept.RemoveAll(kept => kept.Dataset == dataset);
    }
}
