using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Tensors.Tests.Autograd;

public sealed class EmbeddingTests
{
    private static readonly int[] Read = [7, 2, 7, 7, 0];

    // Gather has a dense gradient that is checked with central differences.
    [Fact]
    public void Embed_RepeatedRows_HasTheGradientOfGather()
    {
        var (value, target, dense) = (GradientCheck.Random(9, 3, 1), GradientCheck.Random(5, 3, 2), new Tensor<double>(9, 3));
        var table = new EmbeddingTable<double>(value);
        var (tape, gathering) = (new Tape<double>(), new Tape<double>());

        tape.Backward(tape.SumSquaredError(tape.Embed(table, Read), target));
        gathering.Backward(gathering.SumSquaredError(gathering.Gather(gathering.Parameter(value, dense), Read), target));

        Assert.Equal([7, 2, 0], table.Gradient.Rows);
        for (var i = 0; i < table.Gradient.Rows.Length; i++)
            Assert.Equal(dense.Row(table.Gradient.Rows[i]), table.Gradient.Values(i));
    }

    [Fact]
    public void Clear_AfterAPass_ForgetsTheRows()
    {
        var table = new EmbeddingTable<double>(GradientCheck.Random(9, 3, 1));
        var tape = new Tape<double>();
        tape.Backward(tape.Sum(tape.Embed(table, Read)));

        table.Gradient.Clear();
        tape.Reset();
        tape.Backward(tape.Sum(tape.Embed(table, new[] { 2 })));

        Assert.Equal([2], table.Gradient.Rows);
        Assert.Equal([1, 1, 1], table.Gradient.Values(0));
    }

    [Fact]
    public void Embed_RowOutsideTheTable_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Tape<double>().Embed(new EmbeddingTable<double>(new Tensor<double>(3, 2)), new[] { 3 }));
}
