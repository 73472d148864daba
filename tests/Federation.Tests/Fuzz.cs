using NetMl.Federation.SecureAggregation;

namespace NetMl.Federation.Tests;

/// <summary>Cuts and mutates frames by a seed; a reader must return or throw <see cref="InvalidDataException"/> or <see cref="SecureSumException"/>, and allocate little.</summary>
internal static class Fuzz
{
    public static void Every(byte[] frame, Action<byte[]> read, int mutations, int seed = 7)
    {
        read(frame);
        var random = new Random(seed);
        // Warm, so that the bound below is about the frame and not about code that is made on first use.
        Run(frame, _ => read(frame));
        for (var i = 0; i < mutations; i++)
        {
            var mutated = Mutate(frame, random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Run(mutated, read);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < 20L * mutated.Length + (64 << 10), $"mutation {i}: {allocated} bytes were allocated for a frame of {mutated.Length}");
        }
        for (var length = 0; length < Math.Min(frame.Length, 400); length++)
        {
            var cut = frame[..length];
            Assert.IsType<InvalidDataException>(Record.Exception(() => read(cut)));
        }
        Assert.IsType<InvalidDataException>(Record.Exception(() => read([.. frame, 0])));
    }

    private static void Run(byte[] bytes, Action<byte[]> read)
    {
        var failure = Record.Exception(() => read(bytes));
        Assert.True(failure is null or InvalidDataException or SecureSumException, $"{failure}");
    }

    private static byte[] Mutate(byte[] frame, Random random)
    {
        var bytes = (byte[])frame.Clone();
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            var at = random.Next(bytes.Length);
            switch (random.Next(4))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.AsSpan(at, Math.Min(4, bytes.Length - at)).Fill(0xFF); break;
                default:
                    var length = random.Next(bytes.Length - at);
                    bytes = random.Next(2) == 0 ? [.. bytes[..at], .. bytes[(at + length)..]] : [.. bytes[..at], .. new byte[random.Next(64)], .. bytes[at..]];
                    if (bytes.Length == 0) return [0];
                    break;
            }
        }
        return bytes;
    }
}
