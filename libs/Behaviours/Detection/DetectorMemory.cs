namespace NetMl.Behaviours.Detection;

/// <summary>What a detector has said of each series so far.</summary>
internal sealed class DetectorMemory(IDetector detector)
{
    private readonly Dictionary<int, IReadOnlyList<Candidate>> _candidates = [];
    private readonly HashSet<int> _dependOnSpan = [];

    public IDetector Detector => detector;

    /// <summary>Series to look at again when the data set has grown.</summary>
    public IReadOnlyCollection<int> DependOnSpan => _dependOnSpan;

    /// <summary>Takes the place of what was said of this series before.</summary>
    public void Keep(int series, Examination examination)
    {
        if (examination.Candidates.Count > 0)
            _candidates[series] = examination.Candidates;
        else
            _candidates.Remove(series);
        if (examination.DependsOnSpan)
            _dependOnSpan.Add(series);
        else
            _dependOnSpan.Remove(series);
    }

    /// <summary>What its candidates come to in this network.</summary>
    public IEnumerable<Candidate> Conclude(INetworkFacts network) => detector.Conclude([.. _candidates.Values.SelectMany(candidates => candidates)], network);
}
