namespace NetMl.Gateway.Keys;

/// <summary>The paths that need no key: health only.</summary>
internal static class OpenPaths
{
    public static bool Contains(PathString path) => path.Value is "/health" or "/alive";
}
