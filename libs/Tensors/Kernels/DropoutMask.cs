using System.Numerics;
using System.Numerics.Tensors;
using NetMl.Tensors.Parallelism;
using NetMl.Tensors.RandomNumbers;

namespace NetMl.Tensors.Kernels;

/// <summary>Factors 0 with chance <c>rate</c>, else 1 / (1 − chance), for the elements of a stream: element i has the same factor in every call.</summary>
/// <remarks>
/// Each element takes 16 bits of <see cref="Philox"/>, so the chance is rate rounded to a multiple of 2⁻¹⁶. Element i takes the half (i / 16) mod 2 of
/// word 16 · (i / 32 mod 4) + i mod 16 of group i / 128.
/// </remarks>
public static partial class DropoutMask
{
    /// <summary>Elements of a stream.</summary>
    public const long StreamLength = 2 * Philox.StreamLength;

    private const int GroupElements = 2 * Philox.GroupWords;
    private const int PartElements = 8 * GroupElements;

    /// <summary>Writes the factors of the elements first, first + 1, …</summary>
    /// <param name="rate">In [0, 1).</param>
    /// <param name="first">first + length ≤ <see cref="StreamLength"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate or the range is out of its bounds.</exception>
    public static void Fill<T>(RandomStream stream, double rate, long first, Span<T> mask) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(rate, first, mask.Length);
        Span<T> group = stackalloc T[GroupElements];
        for (var done = 0; done < mask.Length;)
        {
            var (index, skip) = ((uint)((first + done) / GroupElements), (int)((first + done) % GroupElements));
            var take = Math.Min(GroupElements - skip, mask.Length - done);
            if (take == GroupElements)
            {
                Group(stream, index, rate, mask.Slice(done, GroupElements));
            }
            else
            {
                Group(stream, index, rate, group);
                group.Slice(skip, take).CopyTo(mask[done..]);
            }
            done += take;
        }
    }

    /// <summary>y (+)= x · mask from element 0 of the stream; y may be x.</summary>
    /// <param name="rate">In [0, 1).</param>
    /// <param name="add">False overwrites y.</param>
    /// <exception cref="ArgumentException">The lengths differ or the rate is out of its bounds.</exception>
    public static void Apply<T>(RandomStream stream, double rate, ReadOnlySpan<T> x, Span<T> y, bool add, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(rate, 0, x.Length);
        if (x.Length != y.Length)
            throw new ArgumentException($"{x.Length} values do not fit {y.Length}.", nameof(y));
        var work = new Chunk<T>(stream, rate, x, y, add);
        team.Run(ElementChunks.Count(x.Length), ref work);
    }

    internal static void GroupScalar<T>(ReadOnlySpan<uint> words, int threshold, T kept, Span<T> mask) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < GroupElements; i++)
            mask[i] = (words[i / 32 * Philox.Lanes + i % Philox.Lanes] >> (i / 16 % 2 * 16) & ushort.MaxValue) >= threshold ? kept : T.Zero;
    }

    private static void Check(double rate, long first, int length)
    {
        if (!(rate >= 0 && rate < 1))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "A dropout rate lies in [0, 1).");
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, StreamLength - length);
    }

    private readonly ref struct Chunk<T>(RandomStream stream, double rate, ReadOnlySpan<T> x, Span<T> y, bool add) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly Span<T> _y = y;

        public void Run(int chunk)
        {
            var (begin, length) = ElementChunks.Range(_x.Length, chunk);
            Span<T> mask = stackalloc T[PartElements];
            for (var at = begin; at < begin + length; at += PartElements)
            {
                var part = mask[..Math.Min(PartElements, begin + length - at)];
                Fill(stream, rate, at, part);
                var x = _x.Slice(at, part.Length);
                var y = _y.Slice(at, part.Length);
                if (add)
                    TensorPrimitives.MultiplyAdd(x, part, y, y);
                else
                    TensorPrimitives.Multiply(x, part, y);
            }
        }
    }
}
