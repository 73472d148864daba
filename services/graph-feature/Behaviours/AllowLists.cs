using NetMl.Behaviours.Adjustments;

namespace NetMl.GraphFeature.Behaviours;

/// <summary>Reads stored allow-lists, which were checked when they came.</summary>
internal static class AllowLists
{
    /// <summary>Null or what a newer version wrote = nothing is expected.</summary>
    public static AllowList Read(string? json) => json is null ? AllowList.Empty : AllowListReader.Read(json, out _) ?? AllowList.Empty;
}
