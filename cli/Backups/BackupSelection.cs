namespace NetMl.Cli.Backups;

/// <summary>Which data sets and graphs: those named, or all when none is.</summary>
internal sealed record BackupSelection(IReadOnlyList<string> Datasets, IReadOnlyList<string> Graphs)
{
    private bool IsAll => Datasets.Count == 0 && Graphs.Count == 0;

    /// <exception cref="CommandFailure">One that is named is not there.</exception>
    public IReadOnlyList<string> OfDatasets(IReadOnlyList<string> known) => Choose(Datasets, known, "data set");

    /// <exception cref="CommandFailure">One that is named is not there.</exception>
    public IReadOnlyList<string> OfGraphs(IReadOnlyList<string> known) => Choose(Graphs, known, "graph");

    private IReadOnlyList<string> Choose(IReadOnlyList<string> named, IReadOnlyList<string> known, string what)
    {
        if (named.FirstOrDefault(name => !known.Contains(name)) is { } missing)
            throw new CommandFailure($"There is no {what} '{missing}'{(known.Count == 0 ? "." : $"; there are {string.Join(", ", known.Take(20))}.")}");
        return IsAll ? known : [.. known.Where(named.Contains)];
    }
}
