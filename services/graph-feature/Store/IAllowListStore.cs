namespace NetMl.GraphFeature.Store;

/// <summary>Keeps one JSON text per data set: what its analysis is to take for harmless. It goes with the data set.</summary>
public interface IAllowListStore
{
    /// <summary>The text of a data set; null = none was written, or there is no such data set.</summary>
    Task<string?> ReadAsync(string dataset, CancellationToken cancellationToken);

    /// <summary>Puts a text in place of the one before; null deletes it. The data set counts as not analysed then.</summary>
    /// <exception cref="DatasetDeletedException">There is no such data set (any more).</exception>
    Task WriteAsync(string dataset, string? json, CancellationToken cancellationToken);
}
