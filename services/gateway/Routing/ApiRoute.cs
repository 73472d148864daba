namespace NetMl.Gateway.Routing;

/// <summary>How a route's traffic behaves.</summary>
internal enum RouteKind
{
    /// <summary>A request and its answer.</summary>
    Call,

    /// <summary>Computes and changes nothing: may be sent again after a failure, body and all.</summary>
    Computation,

    /// <summary>Stays open for as long as both sides like: WebSocket or server-sent events.</summary>
    Stream,
}

/// <summary>One row of docs/api.md: which paths and methods go to which service.</summary>
internal sealed record ApiRoute(string AppId, string Path, RouteKind Kind, params IReadOnlyList<string> Methods)
{
    public string Id => $"{string.Join('+', Methods)} {Path}";
}
