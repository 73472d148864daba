namespace NetMl.Features.Export;

/// <summary>A table of features with its schema: first the columns that say what a row is about, then the features.</summary>
/// <remarks>Columns compute or look up their values row by row; nothing is copied until the table is written. Safe for any number of readers.</remarks>
public sealed record FeatureFrame(string Family, int Rows, IReadOnlyList<FeatureColumn> Columns);
