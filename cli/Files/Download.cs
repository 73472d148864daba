using NetMl.Cli.Progress;
using NetMl.Cli.Reports;

namespace NetMl.Cli.Files;

/// <summary>Saves an answer as a file, whole or not at all.</summary>
internal static class Download
{
    private const int PieceBytes = 128 * 1024;

    /// <summary>Gives the bytes written.</summary>
    /// <exception cref="CommandFailure">The answer breaks off.</exception>
    public static async Task<long> SaveAsync(HttpResponseMessage response, string file, IProgressLine line, CancellationToken cancellationToken)
    {
        var partial = NewFile.PartOf(file);
        long total = 0;
        try
        {
            await using (var target = File.Create(partial))
            {
                await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
                var piece = new byte[PieceBytes];
                while (await body.ReadAsync(piece, cancellationToken) is var count and > 0)
                {
                    await target.WriteAsync(piece.AsMemory(0, count), cancellationToken);
                    line.Report(total += count, $"{Words.Bytes(total)} received");
                }
            }
            File.Move(partial, file, overwrite: true);
        }
        catch (HttpRequestException exception)
        {
            throw new CommandFailure($"The answer broke off after {Words.Bytes(total)} ({exception.Message.TrimEnd('.')}): '{file}' is not written; try again.");
        }
        finally
        {
            File.Delete(partial);
        }
        line.Finish(Words.Bytes(total));
        return total;
    }
}
