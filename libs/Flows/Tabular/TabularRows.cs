namespace NetMl.Flows.Tabular;

/// <summary>Immutable rows by column, n rows, for data sets without hosts: nothing can be put into a graph, but models for tables can be compared with ours.</summary>
/// <param name="Count">n.</param>
/// <param name="Numbers">Features that are numbers, in file order.</param>
/// <param name="Categories">Features that are one of a few words, in file order.</param>
/// <param name="Label">The class of each row.</param>
/// <param name="Remarks">Numbers about the rows that are no features: a model that learns from them has seen the answer.</param>
public sealed record TabularRows(
    int Count, IReadOnlyList<NumberColumn> Numbers, IReadOnlyList<CategoryColumn> Categories, CategoryColumn Label, IReadOnlyList<NumberColumn> Remarks);

/// <summary>A named column of finite numbers.</summary>
/// <param name="Values">[n].</param>
public sealed record NumberColumn(string Name, ReadOnlyMemory<double> Values);

/// <summary>A named column of words.</summary>
/// <param name="Codes">[n] index into <paramref name="Words"/>.</param>
/// <param name="Words">Distinct words in order of first appearance; another file numbers its words in its own way, so compare words, not codes.</param>
public sealed record CategoryColumn(string Name, ReadOnlyMemory<int> Codes, IReadOnlyList<string> Words);
