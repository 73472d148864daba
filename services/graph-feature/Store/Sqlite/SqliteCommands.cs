using Microsoft.Data.Sqlite;

namespace NetMl.GraphFeature.Store.Sqlite;

/// <summary>Commands in one line: fixed text, values as parameters.</summary>
internal static class SqliteCommands
{
    /// <summary>A command whose parameters are named in <paramref name="values"/>.</summary>
    public static SqliteCommand Command(this SqliteConnection connection, string text, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The callers are in this folder and pass constants or numbers; values go in as parameters.
        command.CommandText = text;
#pragma warning restore CA2100
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        return command;
    }
}
