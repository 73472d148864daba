using System.Data.Common;

namespace NetMl.GraphFeature.Store;

/// <summary>What is done with a command of any database, once.</summary>
internal static class StoreCommands
{
    /// <summary>Reads all rows.</summary>
    public static async Task<IReadOnlyList<T>> ListAsync<T>(this DbCommand command, Func<DbDataReader, T> row, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        await using (command)
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                rows.Add(row(reader));
        }
        return rows;
    }

    /// <summary>Runs the command; gives the number of changed rows.</summary>
    public static async Task<int> RunAsync(this DbCommand command, CancellationToken cancellationToken)
    {
        await using (command)
            return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
