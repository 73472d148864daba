using System.Globalization;
using System.Runtime.InteropServices;
using NetMl.Federation.Encoding;

namespace NetMl.Benchmarks.FederationSuite;

/// <summary>A secure and a plain round of so many clients, measured; the sums are checked.</summary>
internal sealed record RoundCost(int Clients, int Parameters, ClientCost Secure, ServerCost SecureServer, ClientCost Plain, ServerCost PlainServer)
{
    /// <param name="vectors">Keeps the plain vectors as rows of float32.</param>
    public static RoundCost Measure(int clients, int parameters, string folder, string vectors)
    {
        var length = parameters + 1;
        var (tape, sumPath) = (Path.Combine(folder, "tape"), Path.Combine(folder, "sum"));
        ClientCost secure, plain;
        VectorEncoding encoding;
        using (var recorded = new RoundTape(tape))
        using (var round = new SecureClients(clients, length, recorded))
            (secure, encoding) = (round.Run(), round.Encoding);
        var secureServer = ServerRun.InNewProcess(tape, sumPath);
        var sums = new double[length];
        encoding.DecodeSum(MemoryMarshal.Cast<byte, uint>(File.ReadAllBytes(sumPath)), secure.Summed, sums);
        Check("secure", secure, sums, secure.Summed * encoding.Step);

        using (var recorded = new RoundTape(tape))
        using (var file = File.Create(vectors))
            plain = ClientVectors.RunPlain(clients, length, recorded, file);
        var plainServer = ServerRun.InNewProcess(tape, sumPath);
        Check("plain", plain, MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(sumPath)), 1e-6);
        File.Delete(tape);
        return new RoundCost(clients, parameters, secure, secureServer, plain, plainServer);
    }

    public IEnumerable<Figure> Figures()
    {
        var what = string.Create(CultureInfo.InvariantCulture, $"{Clients} clients × {Parameters} parameters, {Clients - Secure.Summed} gone after they shared keys");
        var name = string.Create(CultureInfo.InvariantCulture, $"federation.secure_{Clients}");
        var plain = string.Create(CultureInfo.InvariantCulture, $"federation.plain_{Clients}");
        var times = string.Create(CultureInfo.InvariantCulture, $"{SecureServer.WorkSeconds / PlainServer.WorkSeconds:0.0} times the processor time of plain");
        yield return new Figure($"{name}_seconds", Secure.Milliseconds / 1000 + SecureServer.Seconds, "s", $"one secure round without the network and training: {what}; clients work side by side, then the server on {Environment.ProcessorCount} processors");
        yield return new Figure($"{name}_client_ms", Secure.Milliseconds, "ms", "one client: keys, shares, encoding, masks, signatures");
        yield return new Figure($"{name}_client_cpu_ms", Secure.WorkMilliseconds, "ms", "the same, processor time");
        yield return new Figure($"{name}_server_seconds", SecureServer.Seconds, "s", "server: signatures, relaying, streaming sum, masks off");
        yield return new Figure($"{name}_server_cpu_seconds", SecureServer.WorkSeconds, "s", $"the same, processor time; {times}");
        yield return new Figure($"{name}_client_bytes", Secure.Sent + Secure.Received, "B", string.Create(CultureInfo.InvariantCulture, $"one client: {Secure.Sent:0} sent, {Secure.Received:0} received without the model"));
        yield return new Figure($"{name}_server_bytes", Clients * (Secure.Sent + Secure.Received), "B", "server: received and sent, without the model");
        yield return new Figure($"{name}_server_mb", SecureServer.PeakMegabytes, "MB", "peak of the server's process; plain " + PlainServer.PeakMegabytes.ToString("0", CultureInfo.InvariantCulture));
        yield return new Figure($"{plain}_client_ms", Plain.Milliseconds, "ms", "one client of plain FedAvg: float32, hash, signature");
        yield return new Figure($"{plain}_client_cpu_ms", Plain.WorkMilliseconds, "ms", "the same, processor time");
        yield return new Figure($"{plain}_server_seconds", PlainServer.Seconds, "s", "server of plain FedAvg on the same vectors: signatures, streaming sum");
        yield return new Figure($"{plain}_server_cpu_seconds", PlainServer.WorkSeconds, "s", "the same, processor time");
        yield return new Figure($"{plain}_client_bytes", Plain.Sent, "B", "one client of plain FedAvg");
    }

    private static void Check(string name, ClientCost clients, ReadOnlySpan<double> sums, double tolerance)
    {
        for (var i = 0; i < sums.Length; i++)
            if (!(Math.Abs(sums[i] - clients.Sum[i]) <= tolerance))
                throw new BenchmarkFailure(string.Create(CultureInfo.InvariantCulture, $"Number {i} of the {name} sum is {sums[i]} where {clients.Sum[i]} ± {tolerance} was sent."));
    }
}
