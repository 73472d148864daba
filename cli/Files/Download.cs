using System.Security.Cryptography;
using NetMl.Cli.Progress;
using NetMl.Cli.Reports;

namespace NetMl.Cli.Files;

/// <summary>Saves an answer as a file, whole or not at all.</summary>
internal static class Download
{
    private const int PieceBytes = 128 * 1024;

    /// <summary>Gives the bytes written.</summary>
    /// <param name="sha256">Of the whole content, lower-case hex; null = nobody said it.</param>
    /// <exception cref="CommandFailure">The answer breaks off, or its bytes are others than were announced.</exception>
    public static async Task<long> SaveAsync(HttpResponseMessage response, string file, IProgressLine line, CancellationToken cancellationToken, string? sha256 = null)
    {
        var partial = NewFile.PartOf(file);
        long total = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            await using (var target = File.Create(partial))
            {
                await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
                var piece = new byte[PieceBytes];
                while (await body.ReadAsync(piece, cancellationToken) is var count and > 0)
                {
                    await target.WriteAsync(piece.AsMemory(0, count), cancellationToken);
                    hash.AppendData(piece, 0, count);
                    line.Report(total += count, $"{Words.Bytes(total)} received");
                }
            }
            if (sha256 is not null && Convert.ToHexStringLower(hash.GetHashAndReset()) is var arrived && arrived != sha256)
                throw new CommandFailure($"What arrived has the SHA-256 {arrived} instead of {sha256}: '{file}' is not written; try again.");
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
