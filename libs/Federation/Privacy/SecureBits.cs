using System.Buffers.Binary;
using System.Security.Cryptography;

namespace NetMl.Federation.Privacy;

/// <summary>Uniform numbers from RandomNumberGenerator, fetched in blocks.</summary>
internal ref struct SecureBits(Span<byte> block)
{
    private readonly Span<byte> _block = block;
    private int _used = block.Length;

    public const int BlockBytes = 4096;

    public ulong Next()
    {
        if (_used + 8 > _block.Length)
        {
            RandomNumberGenerator.Fill(_block);
            _used = 0;
        }
        var bits = BinaryPrimitives.ReadUInt64LittleEndian(_block[_used..]);
        _used += 8;
        return bits;
    }

    /// <summary>Uniform in 0..bound − 1, exactly (rejection).</summary>
    public ulong Below(ulong bound)
    {
        var mask = ulong.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(bound | 1);
        while (true)
        {
            var number = Next() & mask;
            if (number < bound)
                return number;
        }
    }

    /// <inheritdoc cref="Below(ulong)"/>
    public UInt128 Below(UInt128 bound)
    {
        if (bound <= ulong.MaxValue)
            return Below((ulong)bound);
        var mask = UInt128.MaxValue >> (int)UInt128.LeadingZeroCount(bound);
        while (true)
        {
            var number = new UInt128(Next(), Next()) & mask;
            if (number < bound)
                return number;
        }
    }
}
