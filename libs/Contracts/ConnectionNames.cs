namespace NetMl.Contracts;

/// <summary>Names of connection strings: configuration <c>ConnectionStrings:{name}</c>.</summary>
public static class ConnectionNames
{
    /// <summary>The PostgreSQL database of flows, findings, snapshots and graphs; without it they lie in a SQLite file.</summary>
    public const string Flows = "flows";
}
