using System.Numerics;
using System.Numerics.Tensors;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>Fewer numbers. y = Σᵢⱼ xᵢⱼ: dxᵢⱼ = dy. yⱼ = (1/n) Σᵢ xᵢⱼ: dxᵢⱼ = dyⱼ / n. y = the first rows of x: dx = dy there, else 0.</summary>
public static class Reduction
{
    /// <summary>All elements added up, in pieces of fixed size.</summary>
    /// <returns>[1, 1].</returns>
    public static Variable<T> Sum<T>(this Tape<T> tape, Variable<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var step = tape.Next<Total<T>>();
        step.X = x;
        var y = tape.Shape(step, 1, 1, x.NeedsGradient);
        var sum = T.Zero;
        for (ReadOnlySpan<T> rest = x.Value.Span; !rest.IsEmpty; rest = rest[Math.Min(ElementChunks.Size, rest.Length)..])
            sum += TensorPrimitives.Sum(rest[..Math.Min(ElementChunks.Size, rest.Length)]);
        y.Span[0] = sum;
        return step.Result;
    }

    /// <summary>The mean of the rows.</summary>
    /// <param name="x">[n, m], n ≥ 1.</param>
    /// <returns>[1, m].</returns>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    public static Variable<T> MeanRows<T>(this Tape<T> tape, Variable<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (n, m) = (x.Value.Rows, x.Value.Columns);
        if (n == 0)
            throw new ArgumentException($"{x.Value} has no rows to average.", nameof(x));
        var step = tape.Next<Mean<T>>();
        step.X = x;
        var y = tape.Shape(step, 1, m, x.NeedsGradient);
        ColumnSums.Sum<T>(x.Value.Span, n, m, y.Span, tape.Rent(ColumnSums.ScratchLength(n, m)).Span, add: false, tape.Team);
        TensorPrimitives.Multiply(y.Span, T.One / T.CreateChecked(n), y.Span);
        return step.Result;
    }

    /// <summary>The first rows.</summary>
    /// <param name="count">0 to the rows of x.</param>
    /// <returns>[count, m].</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer rows.</exception>
    public static Variable<T> TakeRows<T>(this Tape<T> tape, Variable<T> x, int count) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (count < 0 || count > x.Value.Rows)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"{x.Value} has fewer rows.");
        var step = tape.Next<First<T>>();
        step.X = x;
        var y = tape.Shape(step, count, x.Value.Columns, x.NeedsGradient);
        x.Value.Span[..y.Span.Length].CopyTo(y.Span);
        return step.Result;
    }

    private sealed class Total<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!;

        public override TapeStep<T> Describe() => new(nameof(Reduction.Sum), X);

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var dx = tape.GradientOf(X, out var add).Span;
            if (add)
                TensorPrimitives.Add(dx, dy.Span[0], dx);
            else
                dx.Fill(dy.Span[0]);
        }
    }

    private sealed class Mean<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!;

        public override TapeStep<T> Describe() => new(nameof(Reduction.MeanRows), X);

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var dx = tape.GradientOf(X, out var add);
            var share = T.One / T.CreateChecked(dx.Rows);
            ElementWise.RunRows<T, ScaledInto<T>>(new ScaledInto<T>(share, add), dx.Span, dy.Span, dx.Span, tape.Team);
        }
    }

    private sealed class First<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!;

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var dx = tape.GradientOf(X, out var add).Span;
            ElementWise.Run<T, ScaledInto<T>>(new ScaledInto<T>(T.One, add), dx[..dy.Span.Length], dy.Span, dx[..dy.Span.Length], tape.Team);
            if (!add)
                dx[dy.Span.Length..].Clear();
        }
    }
}
