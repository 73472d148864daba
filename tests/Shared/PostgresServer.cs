using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace NetMl.Tests;

/// <summary>A real PostgreSQL server of its own, in a temporary folder and on a free loopback port. It ends with this process, however that ends.</summary>
/// <remarks>The server refuses to run as root, so it then runs as the user "postgres", whom the package makes.</remarks>
internal sealed class PostgresServer : IDisposable
{
    public const string Password = "pa55-word;of=tests";
    private const string User = "netml";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs the server and ends it, at the latest when the process at the other end of standard input is gone; its folder goes, too, unless it is to be kept.</summary>
    private const string Watch = "folder=$1; shift; \"$@\" </dev/null & child=$!; echo $child; read -r word; kill -QUIT $child 2>/dev/null; wait $child; [ \"$word\" = keep ] || rm -rf \"$folder\"";

    private static readonly Lazy<PostgresServer?> OneOfAssembly = new(() => Programs is null ? null : Own(isDurable: false));

    private readonly DirectoryInfo _folder;
    private readonly bool _isDurable;
    private Process? _watch;
    private int _serverId;

    private PostgresServer(DirectoryInfo folder, bool isDurable)
    {
        (_folder, _isDurable, Port) = (folder, isDurable, FreePort.Next());
        _watch = Start();
    }

    public int Port { get; }

    private string Data => Path.Combine(_folder.FullName, "data");

    private static string? Programs { get; } = FindPrograms();

    /// <summary>One server for all tests of the assembly, which does not wait for its disk. Skips the calling [SkippableFact] where none is installed.</summary>
    public static PostgresServer Shared()
    {
        RequireInstalled();
        return OneOfAssembly.Value!;
    }

    /// <summary>A new database on the assembly's server; null where none is installed.</summary>
    public static string? NewDatabaseOrNull() => OneOfAssembly.Value?.NewDatabase();

    /// <summary>A server that can be killed: what it acknowledged is on the disk.</summary>
    public static PostgresServer Durable()
    {
        RequireInstalled();
        return Own(isDurable: true);
    }

    /// <summary>A new, empty database.</summary>
    /// <returns>Its connection string.</returns>
    public string NewDatabase()
    {
        var name = $"test_{Guid.NewGuid():N}";
        Run("psql", "-X", "-q", "-h", "127.0.0.1", "-p", $"{Port}", "-U", User, "-d", "postgres", "-c", $"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={Port};Database={database};Username={User};Password=\"{Password}\"";

    /// <summary>As when the machine's memory runs out: SIGKILL to the server and so to all that it started.</summary>
    public void Kill()
    {
        using var server = Process.GetProcessById(_serverId);
        server.Kill();
        EndWatch(keepsFolder: true);
    }

    /// <summary>Starts again on the data that are there.</summary>
    public void Restart() => _watch = Start();

    public void Dispose()
    {
        EndWatch(keepsFolder: false);
        if (Directory.Exists(_folder.FullName))
            _folder.Delete(recursive: true);
    }

    private void EndWatch(bool keepsFolder)
    {
        if (keepsFolder)
            _watch?.StandardInput.WriteLine("keep");
        _watch?.StandardInput.Close();
        _watch?.WaitForExit();
        _watch?.Dispose();
        _watch = null;
    }

    private static void RequireInstalled() =>
        Skip.If(Programs is null, "no PostgreSQL server is installed: initdb and postgres are neither on the PATH nor below /usr/lib/postgresql (Debian package postgresql)");

    private static PostgresServer Own(bool isDurable)
    {
        var folder = Directory.CreateTempSubdirectory("netml-postgres-");
        var password = Path.Combine(folder.FullName, "password");
        File.WriteAllText(password, Password);
        if (Environment.IsPrivilegedProcess)
            Run("chown", "-R", "postgres", folder.FullName);
        RunAsServer("initdb", "-D", Path.Combine(folder.FullName, "data"), "-U", User, "--auth=scram-sha-256", $"--pwfile={password}", "--no-sync", "-E", "UTF8", "--locale=C");
        var server = new PostgresServer(folder, isDurable);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        return server;
    }

    private Process Start()
    {
        for (var until = Stopwatch.StartNew(); until.Elapsed < Patience;)
        {
            var watch = Begin("sh", ["-c", Watch, "sh", _folder.FullName, .. AsServer(Program("postgres")),
                "-D", Data, "-p", $"{Port}", "-k", "", "-c", "listen_addresses=127.0.0.1", "-c", "shared_buffers=16MB", "-c", "max_connections=100",
                "-c", $"fsync={(_isDurable ? "on" : "off")}", "-c", "autovacuum_naptime=1s", "-c", "logging_collector=off"]);
            _serverId = int.Parse(watch.StandardOutput.ReadLine() ?? "0", CultureInfo.InvariantCulture);
            _ = watch.StandardError.ReadToEndAsync();
            while (IsRunning(_serverId) && until.Elapsed < Patience)
            {
                if (Answers())
                    return watch;
            }
            // After a kill, the dead server's memory may still be in use for a moment.
            watch.StandardInput.WriteLine("keep");
            watch.StandardInput.Close();
            watch.WaitForExit();
        }
        throw new InvalidOperationException("PostgreSQL did not start.");
    }

    private bool Answers()
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", Port);
            return TryRun(out _, "psql", "-X", "-q", "-h", "127.0.0.1", "-p", $"{Port}", "-U", User, "-d", "postgres", "-c", "SELECT 1");
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static bool IsRunning(int id) => File.Exists($"/proc/{id}/stat") && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);

    private static string Program(string name) => File.Exists(Path.Combine(Programs!, name)) ? Path.Combine(Programs!, name) : name;

    private static string[] AsServer(string program) =>
        Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--", program] : [program];

    private static void RunAsServer(string program, params string[] args) => Run([.. AsServer(Program(program)), .. args]);

    private static void Run(params string[] command)
    {
        if (!TryRun(out var output, command))
            throw new InvalidOperationException($"{command[0]} failed: {output}");
    }

    private static bool TryRun(out string output, params string[] command)
    {
        using var process = Begin(Program(command[0]), command[1..]);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        output = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static Process Begin(string program, IEnumerable<string> args)
    {
        var start = new ProcessStartInfo(program, args) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        start.Environment["PGPASSWORD"] = Password;
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    private static string? FindPrograms()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var debian = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal) : Enumerable.Empty<string>();
        var folders = debian.Select(folder => Path.Combine(folder, "bin")).Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'));
        return folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }
}
