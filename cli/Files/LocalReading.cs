using NetMl.Flows;

namespace NetMl.Cli.Files;

/// <summary>Reads a source on this machine, as the service would.</summary>
internal static class LocalReading
{
    /// <summary>Hands each batch to <paramref name="take"/> until it answers false.</summary>
    /// <exception cref="CommandFailure">The source is empty, of no known format, or its gzip is broken.</exception>
    public static Task<FlowReadSummary> ReadAsync(FlowSource source, FlowFormat? format, Func<FlowBatch, bool> take, CancellationToken cancellationToken) =>
        ReadAsync(source, format, FlowReadOptions.Default, take, cancellationToken);

    /// <summary>Likewise, within other limits.</summary>
    public static async Task<FlowReadSummary> ReadAsync(
        FlowSource source, FlowFormat? format, FlowReadOptions options, Func<FlowBatch, bool> take, CancellationToken cancellationToken)
    {
        await using var stream = source.Open();
        var reading = FlowFileReader.ReadAsync(stream, format, options);
        try
        {
            await foreach (var batch in reading.WithCancellation(cancellationToken))
            {
                if (!take(batch))
                    break;
            }
        }
        catch (FlowInputException exception)
        {
            throw new CommandFailure($"The file '{source.Name}' cannot be read: {exception.Message.TrimEnd('.')}.");
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"The file '{source.Name}' cannot be read to its end ({exception.Message.TrimEnd('.')}): check that it is whole.");
        }
        return reading.Summary;
    }

    /// <exception cref="CommandFailure">The name is none of ours.</exception>
    public static FlowFormat? ParseFormat(string? name)
    {
        if (name is null or "auto")
            return null;
        return FlowFormatNames.TryParse(name, out var format) ? format
            : throw new CommandFailure($"'{name}' is no format of flows: use auto, {string.Join(", ", FlowFormatNames.All)}.", CommandFailure.WrongUsage);
    }
}
