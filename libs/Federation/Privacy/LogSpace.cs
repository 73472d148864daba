namespace NetMl.Federation.Privacy;

/// <summary>Logarithms and exponentials that stay right for small arguments, where .NET's LogP1 and ExpM1 lose all digits (they are ln(1 + x) and e^x − 1 literally).</summary>
/// <remarks>Source: Kahan's quotients, Higham 2002, section 1.14.1; right to a few units in the last place.</remarks>
internal static class LogSpace
{
    /// <summary>ln(1 + x).</summary>
    public static double Log1P(double x)
    {
        var y = 1 + x;
        return y == 1 ? x : double.IsInfinity(y) ? y : Math.Log(y) * (x / (y - 1));
    }

    /// <summary>e^x − 1.</summary>
    public static double ExpM1(double x)
    {
        var y = Math.Exp(x);
        return y == 1 ? x : y - 1 == -1 ? -1 : double.IsInfinity(y) ? y : (y - 1) * (x / Math.Log(y));
    }

    /// <summary>ln(e^x − 1), x above 0.</summary>
    public static double LogExpM1(double x) => x > 40 ? x : Math.Log(ExpM1(x));

    /// <summary>ln(e^a + e^b).</summary>
    public static double Add(double a, double b)
    {
        var (small, large) = (Math.Min(a, b), Math.Max(a, b));
        return double.IsNegativeInfinity(small) ? large : large + Log1P(Math.Exp(small - large));
    }
}
