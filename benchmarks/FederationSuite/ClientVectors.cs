using System.Diagnostics;
using System.Globalization;
using NetMl.Federation.Encoding;
using NetMl.Federation.Messages;

namespace NetMl.Benchmarks.FederationSuite;

/// <summary>Vectors that stand for trained updates, the same for secure and plain rounds; and the clients of a plain round.</summary>
internal static class ClientVectors
{
    private const double Weight = 0.5;
    private const double Largest = 0.05;

    public static string Name(int client) => string.Create(CultureInfo.InvariantCulture, $"site-{client:0000}");

    /// <summary>[length]: weighted values, then the weight.</summary>
    public static double[] Make(int client, int length)
    {
        var random = new Random(client);
        var vector = new double[length];
        for (var i = 0; i < length - 1; i++)
            vector[i] = (float)((random.NextDouble() * 2 - 1) * Largest * Weight);
        vector[^1] = Weight;
        return vector;
    }

    /// <summary>FedAvg without masks: float32, manifest, signature.</summary>
    /// <param name="vectors">Gets the same vectors as plain rows of float32.</param>
    public static ClientCost RunPlain(int clients, int length, RoundTape tape, Stream vectors)
    {
        var layout = new ContributionLayout(length - 1, -1, false);
        using var key = SigningKey.Create();
        tape.Start(length, []);
        var (ticks, work, sent, sum, summed) = (0L, TimeSpan.Zero, 0L, new double[length], 0);
        for (var client = 0; client < clients; client++)
            tape.Add(Name(client), key.ExportSubjectPublicKeyInfo());
        for (var client = 0; client < clients; client++)
        {
            if (client % 20 == 7)
                continue;
            var vector = Make(client, length);
            for (var i = 0; i < length; i++)
                sum[i] += vector[i];
            var (started, worked) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var bytes = PlainVector.Encode(layout, vector, PlainVector.Float32);
            var message = SignedMessage.Sign(new MessageSlot("benchmark", "run", 1, 1, Name(client), MessageKind.Update), UpdateManifest.Of(bytes).Encode(), key);
            ticks += Stopwatch.GetTimestamp() - started;
            work += Environment.CpuUsage.TotalTime - worked;
            sent += tape.Add(message) + bytes.Length;
            tape.AddVector(bytes);
            vectors.Write(bytes);
            summed++;
        }
        return new ClientCost(ticks * 1000.0 / Stopwatch.Frequency / summed, work.TotalMilliseconds / summed, (double)sent / summed, 0, sum, summed);
    }
}
