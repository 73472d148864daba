using System.Globalization;

namespace NetMl.Benchmarks;

/// <summary>One measured number.</summary>
/// <param name="Name">suite.what_unit.</param>
/// <param name="How">What was measured, in words.</param>
internal sealed record Figure(string Name, double Value, string Unit, string How)
{
    public string Number => Value.ToString(Math.Abs(Value) >= 100 ? "0" : "0.###", CultureInfo.InvariantCulture);

    public string Line => $"figure {Name} {Number} {Unit}";
}
