using System.Net.Sockets;
using Npgsql;

namespace NetMl.GraphFeature.Store.Postgres;

/// <summary>What a failure of the server means for who wrote or read.</summary>
internal static class PostgresFailures
{
    /// <summary>No room, or a server that only reads: what was sent can come again later.</summary>
    public static bool IsFull(Exception exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.DiskFull or PostgresErrorCodes.IoError or PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.OutOfMemory,
    };

    /// <summary>The server is away, starts, stops, has no connection or other means left, undid a transaction to let another pass, or takes too long.</summary>
    public static bool IsAway(Exception exception) => exception switch
    {
        PostgresException { SqlState: [_, _, ..] state } => state[..2] is "08" or "40" or "53" or "57",
        NpgsqlException => true,
        SocketException or TimeoutException => true,
        _ => false,
    };

    /// <summary>The server answers, but not to this user, password or database.</summary>
    public static bool IsRefusal(Exception exception) => exception is PostgresException { SqlState: [_, _, ..] state }
        && (state[..2] is "28" || state is PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege);

    /// <summary>A table of a data set or graph that was deleted a moment ago.</summary>
    public static bool IsGone(Exception exception) => exception is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable };

    /// <summary>What the server or the network said. Neither says a password.</summary>
    public static string Reason(Exception exception) =>
        (exception is PostgresException server ? server.MessageText : (exception.InnerException ?? exception).Message).TrimEnd('.');
}
