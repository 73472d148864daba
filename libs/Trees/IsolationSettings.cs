namespace NetMl.Trees;

/// <summary>How an isolation forest is grown; the defaults are the paper's.</summary>
/// <param name="Trees">≥ 1; scores settle at about 100.</param>
/// <param name="Sample">Rows that a tree sees, ≥ 2; all where there are fewer. A small sample keeps odd rows from hiding one another.</param>
/// <param name="Seed">The same seed and rows give the same forest.</param>
public sealed record IsolationSettings(int Trees = 100, int Sample = 256, int Seed = 1);
