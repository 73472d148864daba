namespace NetMl.Behaviours.Adjustments;

/// <summary>Behaviours in which a host calls somebody who waits for it: there it matters who else calls, and since when.</summary>
/// <remarks>A scan, a flood or a guessed password is no better for hitting a server that everybody uses.</remarks>
internal static class CallsHome
{
    public static bool Is(string behaviour) => behaviour is BehaviourNames.Beacon or BehaviourNames.LongConnection or BehaviourNames.Exfiltration;
}
