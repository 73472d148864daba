namespace NetMl.Cli.Curves;

/// <summary>One curve.</summary>
internal sealed record CurveLine(IReadOnlyList<(double X, double Y)> Points);

/// <summary>Curves over the same axes.</summary>
/// <param name="Title">What the numbers at the left are.</param>
/// <param name="Unit">What the numbers below are.</param>
/// <param name="Number">How people read a number at the left.</param>
internal sealed record CurvePanel(string Title, string Unit, Func<double, string> Number, IReadOnlyList<CurveLine> Lines);
