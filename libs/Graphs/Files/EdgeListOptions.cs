namespace NetMl.Graphs.Files;

/// <summary>What an edge list does not say itself.</summary>
public sealed record EdgeListOptions
{
    /// <summary>Whether an edge goes one way only.</summary>
    public bool IsDirected { get; init; } = true;

    /// <summary>Names of the fields behind the two ends when no header names them; there may be more names than fields.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [NamedGraph.WeightName];

    /// <summary>Whether an id that is not a node yet becomes one; false refuses the line.</summary>
    public bool AddsNodes { get; init; } = true;
}
