using NetMl.Federation.GraphTasks;

namespace NetMl.Cli.Federation;

/// <summary>The secret with which the sites of a federation hash their hosts. Whoever gives it agrees to the boundary exchange; it never leaves the site.</summary>
internal sealed class BoundarySecret
{
    public const string Variable = "NETML_BOUNDARY_SECRET";

    private readonly byte[] _bytes;

    private BoundarySecret(byte[] bytes) => _bytes = bytes;

    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>From a file, or else from the environment; null = none was given. Line ends behind it do not count.</summary>
    /// <exception cref="CommandFailure">The file cannot be read, or the secret is too short.</exception>
    public static BoundarySecret? Find(string? file, Terminal terminal)
    {
        if (file is null)
            return terminal.Variable(Variable) is { Length: > 0 } text ? Create(System.Text.Encoding.UTF8.GetBytes(text), Variable) : null;
        try
        {
            var secret = Create(File.ReadAllBytes(file), $"'{file}'");
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0)
                terminal.WriteError($"Others on this machine can read the boundary secret: run chmod 600 '{file}'.");
            return secret;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"The boundary secret '{file}' cannot be read: {exception.Message.TrimEnd('.')}.");
        }
    }

    private static BoundarySecret Create(byte[] bytes, string where)
    {
        var trimmed = bytes.AsSpan().TrimEnd("\r\n"u8).ToArray();
        return trimmed.Length >= BoundaryExchange.LeastSecretBytes
            ? new BoundarySecret(trimmed)
            : throw new CommandFailure(
                $"The boundary secret in {where} has {trimmed.Length} bytes; it needs at least {BoundaryExchange.LeastSecretBytes}, and all sites the same: 'openssl rand -hex 32' makes one.", CommandFailure.WrongUsage);
    }
}
