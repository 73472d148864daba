using Npgsql;

namespace NetMl.GraphFeature.Store.Postgres;

/// <summary>Commands in one line: fixed text, values as parameters.</summary>
internal static class PostgresCommands
{
    /// <summary>A command whose parameters are named in <paramref name="values"/>.</summary>
    /// <remarks>The server's texts hold no NUL. No name has one; whoever asks for such a name finds nothing.</remarks>
    public static NpgsqlCommand Command(this NpgsqlConnection connection, string text, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The callers are in this folder and pass constants or numbers; values go in as parameters.
        command.CommandText = text;
#pragma warning restore CA2100
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value is string plain ? plain.Replace('\0', '\uFFFD') : value);
        return command;
    }
}
