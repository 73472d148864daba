using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetMl.Tensors.Optimisation;

/// <summary>How one vector of parameters follows its gradient.</summary>
internal interface IElementStep
{
    /// <summary>Moves x and its states.</summary>
    void Move(Vector<float> gradient, ref Vector<float> x, ref Vector<float> first, ref Vector<float> second);
}

/// <summary>Runs a step over all elements.</summary>
internal static class ElementSteps
{
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Run<TStep>(TStep step, int states, ReadOnlySpan<float> gradient, Span<float> values, Span<float> first, Span<float> second)
        where TStep : struct, IElementStep
    {
        Check(states, gradient, values, first, second);
        var (i, width) = (0, Vector<float>.Count);
        for (; i <= values.Length - width; i += width)
            Move(ref step, states, i, gradient, values, first, second);
        if (i == values.Length)
            return;

        // The rest goes through a vector of its own, so that an element's bits do not depend on where it stands.
        var left = values.Length - i;
        Span<float> rest = stackalloc float[4 * width];
        Span<float> g = rest[..width], x = rest.Slice(width, width), m = rest.Slice(2 * width, width), v = rest.Slice(3 * width, width);
        rest.Clear();
        gradient[i..].CopyTo(g);
        values[i..].CopyTo(x);
        if (states > 0)
            first[i..].CopyTo(m);
        if (states > 1)
            second[i..].CopyTo(v);
        Move(ref step, states, 0, g, x, m, v);
        x[..left].CopyTo(values[i..]);
        if (states > 0)
            m[..left].CopyTo(first[i..]);
        if (states > 1)
            v[..left].CopyTo(second[i..]);
    }

    public static void Check(int states, ReadOnlySpan<float> gradient, Span<float> values, Span<float> first, Span<float> second)
    {
        if (gradient.Length != values.Length || (states > 0 && first.Length != values.Length) || (states > 1 && second.Length != values.Length))
            throw new ArgumentException($"Gradient, states and parameters differ in length: {gradient.Length}, {first.Length}, {second.Length}, {values.Length}.", nameof(gradient));
    }

    // The lengths were checked, and a whole vector begins at i. States that are not used are neither read nor written.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Move<TStep>(ref TStep step, int states, int i, ReadOnlySpan<float> gradient, Span<float> values, Span<float> first, Span<float> second)
        where TStep : struct, IElementStep
    {
        var x = Vector.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)i);
        var m = states > 0 ? Vector.LoadUnsafe(ref MemoryMarshal.GetReference(first), (nuint)i) : default;
        var v = states > 1 ? Vector.LoadUnsafe(ref MemoryMarshal.GetReference(second), (nuint)i) : default;
        step.Move(Vector.LoadUnsafe(ref MemoryMarshal.GetReference(gradient), (nuint)i), ref x, ref m, ref v);
        x.StoreUnsafe(ref MemoryMarshal.GetReference(values), (nuint)i);
        if (states > 0)
            m.StoreUnsafe(ref MemoryMarshal.GetReference(first), (nuint)i);
        if (states > 1)
            v.StoreUnsafe(ref MemoryMarshal.GetReference(second), (nuint)i);
    }
}
