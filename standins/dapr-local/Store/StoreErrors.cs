using Microsoft.Data.Sqlite;

namespace DaprLocal.Store;

/// <summary>Turns SQLite's result codes into sentences.</summary>
public static class StoreErrors
{
    private const int Full = 13;
    private const int Corrupt = 11;

    public static string Sentence(SqliteException exception) => exception.SqliteErrorCode switch
    {
        Full => "the disk is full: free some space where the state file lies, then try again",
        Corrupt => "the state file is damaged: restore it or delete it",
        _ => exception.Message,
    };
}
