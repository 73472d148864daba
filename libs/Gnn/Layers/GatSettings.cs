using System.Numerics;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Layers;

/// <summary>What the attention layers have in common.</summary>
/// <param name="Heads">≥ 1.</param>
/// <param name="IsAveraged">True: the heads' results are averaged; false: they stand side by side.</param>
/// <param name="AttentionDropout">Chance in [0, 1) that a weight α is dropped while training.</param>
/// <param name="Slope">Of the leaky rectifier below 0.</param>
public sealed record GatSettings(int Heads, bool IsAveraged = false, double AttentionDropout = 0, double Slope = 0.2)
{
    /// <summary>Columns of the result.</summary>
    /// <param name="output">Width of one head.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no head.</exception>
    public int Width(int output)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Heads, 1);
        return IsAveraged ? output : Heads * output;
    }

    /// <summary>Softmax, dropout, weighted sum, heads joined or averaged, bias.</summary>
    internal Variable<T> Sum<T>(Tape<T> tape, Variable<T> scores, Variable<T> z, Adjacency adjacency, Variable<T> bias) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var alpha = tape.Dropout(tape.SoftmaxNeighbours(scores, adjacency), AttentionDropout);
        var sums = tape.SumNeighbours(alpha, z, adjacency);
        return tape.AddRow(IsAveraged ? tape.MeanHeads(sums, Heads) : sums, bias);
    }
}
