using System.Buffers.Binary;
using System.Security.Cryptography;

namespace NetMl.TrainingCoordinator.Federations.Actors;

/// <summary>Chance that nobody foretells: who takes part, and who sits beside whom in the ring.</summary>
sealed class UnforeseeableRandom : Random
{
    public override int Next() => Next(int.MaxValue);

    public override int Next(int maxValue) => maxValue <= 1 ? 0 : RandomNumberGenerator.GetInt32(maxValue);

    public override int Next(int minValue, int maxValue) => maxValue - (long)minValue <= 1 ? minValue : RandomNumberGenerator.GetInt32(minValue, maxValue);

    public override void NextBytes(byte[] buffer) => RandomNumberGenerator.Fill(buffer);

    public override void NextBytes(Span<byte> buffer) => RandomNumberGenerator.Fill(buffer);

    public override long NextInt64() => (long)(Bits() >> 1);

    public override double NextDouble() => (Bits() >> 11) * (1.0 / (1UL << 53));

    protected override double Sample() => NextDouble();

    private static ulong Bits()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }
}
