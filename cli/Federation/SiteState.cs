using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NetMl.Federation.Strategies;

namespace NetMl.Cli.Federation;

/// <summary>What a site keeps on its disk: its signing key, the others' pinned keys, its own memory of training, its model. One agent at a time holds it.</summary>
internal sealed class SiteState : IDisposable
{
    private readonly FileStream _lock;

    private SiteState(string folder, FileStream held)
    {
        (Folder, _lock) = (folder, held);
        SigningKey = LoadOrMakeKey(System.IO.Path.Combine(folder, "signing-key.p8"));
    }

    public string Folder { get; }

    /// <summary>ECDSA P-256, made once.</summary>
    public ECDsa SigningKey { get; }

    public string AuditPath => System.IO.Path.Combine(Folder, "audit.log");

    public string PinsPath => System.IO.Path.Combine(Folder, "other-sites.txt");

    public string ModelPath => System.IO.Path.Combine(Folder, "model.safetensors");

    /// <param name="folder">Null = below the user's folder.</param>
    /// <exception cref="CommandFailure">Another agent runs, or the folder cannot be used.</exception>
    public static SiteState Open(string? folder, SiteKeyToken key, Func<string, string?> variable)
    {
        var home = variable("HOME") is { Length: > 0 } set ? set : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var path = PrivateFile.CreateFolder(System.IO.Path.GetFullPath(folder ?? System.IO.Path.Combine(home, ".netml", "sites", key.Federation, key.Site)));
        var held = Lock(path, key);
        try
        {
            return new SiteState(path, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>What the site remembers of this life of the federation; empty when there is nothing.</summary>
    public SiteMemory LoadMemory(string run)
    {
        var path = MemoryPath(run);
        return new SiteMemory { Values = File.Exists(path) ? MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray() : [] };
    }

    public void SaveMemory(string run, SiteMemory memory)
    {
        if (memory.Values.Length > 0)
            PrivateFile.Write(MemoryPath(run), MemoryMarshal.AsBytes(memory.Values.AsSpan()));
    }

    /// <summary>Attempts for which this site has made an update in this life of the federation, in order.</summary>
    public IReadOnlyList<(int Round, int Attempt)> LoadUpdates(string run) => File.Exists(UpdatesPath(run))
        ? [.. File.ReadLines(UpdatesPath(run)).Select(line => line.Split(' ')).Select(words => (int.Parse(words[0], CultureInfo.InvariantCulture), int.Parse(words[1], CultureInfo.InvariantCulture)))]
        : [];

    public void SaveUpdates(string run, IEnumerable<(int Round, int Attempt)> updates) =>
        PrivateFile.Write(UpdatesPath(run), System.Text.Encoding.UTF8.GetBytes(string.Concat(updates.Select(update => FormattableString.Invariant($"{update.Round} {update.Attempt}\n")))));

    /// <summary>The boundary table that is in the sites' sum; empty when there is none.</summary>
    public double[] LoadTable(string run)
    {
        var path = TablePath(run);
        return File.Exists(path) ? MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(path)).ToArray() : [];
    }

    public void SaveTable(string run, ReadOnlySpan<double> table) => PrivateFile.Write(TablePath(run), MemoryMarshal.AsBytes(table));

    public void Dispose()
    {
        SigningKey.Dispose();
        _lock.Dispose();
    }

    /// <summary>A run's name comes from the server: it is not trusted as a file name.</summary>
    private string PathOf(string what, string run) =>
        System.IO.Path.Combine(Folder, $"{what}-{Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(run)).AsSpan(0, 8))}");

    private string MemoryPath(string run) => PathOf("memory", run) + ".f32";

    private string UpdatesPath(string run) => PathOf("updates", run) + ".txt";

    private string TablePath(string run) => PathOf("boundary", run) + ".f64";

    private static FileStream Lock(string folder, SiteKeyToken key)
    {
        try
        {
            return new FileStream(System.IO.Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new CommandFailure($"Another netml takes part as site '{key.Site}' with the state in '{folder}': end that one first, or give another folder with --state.");
        }
    }

    private static ECDsa LoadOrMakeKey(string path)
    {
        if (!File.Exists(path))
        {
            var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            PrivateFile.Write(path, made.ExportPkcs8PrivateKey());
            return made;
        }
        var key = ECDsa.Create();
        try
        {
            key.ImportPkcs8PrivateKey(File.ReadAllBytes(path), out _);
            return key;
        }
        catch (CryptographicException exception)
        {
            key.Dispose();
            throw new CommandFailure(
                $"The signing key '{path}' cannot be read ({exception.Message.TrimEnd('.')}): restore it; a new one needs the site to be revoked and invited again.");
        }
    }
}
