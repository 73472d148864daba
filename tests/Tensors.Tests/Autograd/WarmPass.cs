using NetMl.Tensors.Autograd;

namespace NetMl.Tensors.Tests.Autograd;

/// <summary>Checks that a pass whose steps are those of the former one allocates nothing.</summary>
internal static class WarmPass
{
    /// <param name="loss">Builds a [1, 1] result from a parameter [rows, columns]; must not allocate itself.</param>
    public static void AllocatesNothing(int rows, int columns, Func<Tape<float>, Variable<float>, Variable<float>> loss)
    {
        var tape = new Tape<float>();
        var random = new Random(1);
        var value = new Tensor<float>(rows, columns, Enumerable.Range(0, rows * columns).Select(_ => (float)(random.NextDouble() * 2 - 1)).ToArray());
        var x = tape.Parameter(value, new Tensor<float>(rows, columns));
        void Pass(long step)
        {
            tape.Reset(Tensors.Autograd.Pass.Training(1, step));
            tape.Backward(loss(tape, x));
        }
        for (var step = 0; step < 3; step++)
            Pass(step);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 0; step < 10; step++)
            Pass(step);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
