namespace NetMl.Behaviours.Beaconing;

/// <summary>The far ends of the normal distribution.</summary>
internal static class NormalTail
{
    /// <summary>Chance of a value at most z.</summary>
    public static double Below(double z) => MathNet.Numerics.SpecialFunctions.Erfc(-z / Math.Sqrt(2)) / 2;
}
