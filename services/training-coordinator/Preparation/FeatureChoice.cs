using NetMl.Features;
using NetMl.Features.Hosts;
using NetMl.Features.PerFlow;
using NetMl.GraphFeature;

namespace NetMl.TrainingCoordinator.Preparation;

/// <summary>Which columns of a learning graph a job learns from, by the names of docs/features.md or by those of the columns.</summary>
static class FeatureChoice
{
    /// <summary>More names than there are features is a mistake.</summary>
    private const int MostNames = 256;

    private static readonly ILookup<string, string> OfHosts = Lookup(HostFeatureTable.Model.Select(feature => (feature.About.Name, (IReadOnlyList<string>)[feature.About.TensorName])));
    private static readonly ILookup<string, string> OfFlows = Lookup(FlowFeatureTable.All.Select(feature => (feature.About.Name, feature.Columns)));

    /// <summary>What a list of names must be instead; null when it can be learnt from.</summary>
    public static string? Refusal(IReadOnlyList<string>? names)
    {
        if (names is null)
            return null;
        if (names.Count is 0 or > MostNames)
            return $"1 to {MostNames} names of features, or left out to learn from all";
        foreach (var name in names)
        {
            if (name is null || !(OfHosts.Contains(name) || OfFlows.Contains(name)))
                return $"names of flow features and of the host features that models learn from, and '{name}' is none.{NearestName.Choice(name ?? "", Names)}";
        }
        var flows = names.Any(OfFlows.Contains);
        return flows && names.Any(OfHosts.Contains) ? null
            : $"names of at least one flow feature, such as duration, and one host feature, such as out_degree, since networks and boosted trees alike read a flow with the hosts at its ends, or a host with its flows; there is no {(flows ? "host" : "flow")} feature among them: add one";
    }

    /// <summary>Indices of the chosen columns, ascending; all of them when nothing is chosen.</summary>
    /// <param name="names">Those of the request.</param>
    /// <param name="nodeColumns">Columns that the graph has.</param>
    /// <param name="flowColumns">Columns that the graph has.</param>
    /// <exception cref="UnusableInputException">The graph lacks what was asked for.</exception>
    public static (int[] Nodes, int[] Flows) Columns(IReadOnlyList<string>? names, IReadOnlyList<string> nodeColumns, IReadOnlyList<string> flowColumns) =>
        (Indices(names, OfHosts, nodeColumns), Indices(names, OfFlows, flowColumns));

    private static IReadOnlyList<string> Names { get; } = [.. OfFlows.Concat(OfHosts).Select(feature => feature.Key).Distinct(StringComparer.Ordinal)];

    private static int[] Indices(IReadOnlyList<string>? names, ILookup<string, string> known, IReadOnlyList<string> columns)
    {
        if (names is null)
            return [.. Enumerable.Range(0, columns.Count)];
        var wanted = names.SelectMany(name => known[name]).ToHashSet(StringComparer.Ordinal);
        if (wanted.FirstOrDefault(column => !columns.Contains(column)) is { } missing)
            throw new UnusableInputException($"The snapshot has no column '{missing}': make a new one, since features have changed.");
        return [.. Enumerable.Range(0, columns.Count).Where(column => wanted.Contains(columns[column]))];
    }

    // A feature's name stands for all of its columns, and each column's name for itself.
    private static ILookup<string, string> Lookup(IEnumerable<(string Name, IReadOnlyList<string> Columns)> features) => features
        .SelectMany(feature => feature.Columns.SelectMany(column => new[] { (Name: feature.Name, Column: column), (Name: column, Column: column) }))
        .Distinct().ToLookup(pair => pair.Name, pair => pair.Column, StringComparer.Ordinal);
}
