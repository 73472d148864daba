using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NetMl.Benchmarks.Machine;
using NetMl.Federation.Encoding;
using NetMl.Federation.Messages;
using NetMl.Federation.SecureAggregation;

namespace NetMl.Benchmarks.FederationSuite;

/// <summary>What a server's process reported.</summary>
/// <param name="WorkSeconds">Of its processors.</param>
internal sealed record ServerCost(double Seconds, double WorkSeconds, double PeakMegabytes);

/// <summary>The server's side of a round in a process of its own: checks every signature, relays, streams the vectors into one sum, opens it.</summary>
internal static class ServerRun
{
    /// <summary>The argument that makes this program such a process.</summary>
    public const string Argument = "federation-server";

    /// <param name="sumPath">Gets the sum: ring elements of a secure round, else float64.</param>
    public static ServerCost InNewProcess(string tape, string sumPath)
    {
        var program = Environment.ProcessPath ?? throw new BenchmarkFailure("This process does not know its own program.");
        string[] self = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
        using var process = Process.Start(new ProcessStartInfo(program, [.. self, Argument, tape, sumPath]) { RedirectStandardOutput = true })
            ?? throw new BenchmarkFailure($"{program} does not start.");
        var line = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0 || line.Split(' ') is not [var seconds, var work, var peak])
            throw new BenchmarkFailure($"The process that plays the server ended with {process.ExitCode}: its reason stands above.");
        return new ServerCost(double.Parse(seconds, CultureInfo.InvariantCulture), double.Parse(work, CultureInfo.InvariantCulture), double.Parse(peak, CultureInfo.InvariantCulture));
    }

    /// <summary>What the new process does.</summary>
    public static int Run(string tape, string sumPath)
    {
        using var file = new BinaryReader(new BufferedStream(File.OpenRead(tape), 1 << 20));
        var length = file.ReadInt32();
        file.ReadByte();
        var state = file.ReadBytes(file.ReadInt32());
        var (started, worked) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var sum = state.Length > 0 ? Secure(file, SecureSumServer.Decode(state), length) : Plain(file, length);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var work = (Environment.CpuUsage.TotalTime - worked).TotalSeconds;
        File.WriteAllBytes(sumPath, sum);
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"{seconds} {work} {ProcessTree.PeakMegabytes(Environment.ProcessId)}"));
        return 0;
    }

    private static byte[] Secure(BinaryReader file, SecureSumServer server, int length)
    {
        var sum = new uint[length];
        var vector = new byte[RingPacking.Bytes(length, server.Settings.RingBits)];
        Play(file, vector, message =>
        {
            if (server.Accept(message) is { } refusal)
                throw new BenchmarkFailure(refusal);
        }, () =>
        {
            server.CloseStep();
            // Each site asks for what the others sent it.
            foreach (var site in server.Awaited)
                FrameList.Join(server.InboxOf(site));
        }, () => RingPacking.AddPacked(vector, server.Settings.RingBits, sum));
        server.Open(sum);
        return MemoryMarshal.AsBytes(sum.AsSpan()).ToArray();
    }

    private static byte[] Plain(BinaryReader file, int length)
    {
        var layout = new ContributionLayout(length - 1, -1, false);
        var sum = new double[length];
        var vector = new byte[PlainVector.Bytes(layout, PlainVector.Float32)];
        Play(file, vector, _ => { }, () => { }, () => PlainVector.AddTo(layout, vector, PlainVector.Float32, sum));
        return MemoryMarshal.AsBytes(sum.AsSpan()).ToArray();
    }

    private static void Play(BinaryReader file, byte[] vector, Action<SignedMessage> accept, Action close, Action add)
    {
        var keys = new Dictionary<string, ECDsa>(StringComparer.Ordinal);
        while (file.BaseStream.Position < file.BaseStream.Length)
        {
            var what = file.ReadByte();
            if (what == RoundTape.Key)
            {
                keys.Add(file.ReadString(), SigningKey.Import(file.ReadBytes(file.ReadInt32())));
                continue;
            }
            var bytes = file.ReadInt32();
            if (what == RoundTape.Close)
                close();
            else if (what == RoundTape.Vector)
            {
                file.BaseStream.ReadExactly(vector, 0, bytes);
                add();
            }
            else
            {
                var message = SignedMessage.Decode(file.ReadBytes(bytes));
                if (!message.IsSignedBy(keys[message.Slot.Site]))
                    throw new BenchmarkFailure($"The message of {message.Slot.Site} is not signed by it.");
                accept(message);
            }
        }
    }
}
