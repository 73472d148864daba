using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;
using NetMl.Tensors.RandomNumbers;

namespace NetMl.Gnn.Anomalies.Networks;

/// <summary>What the models without labels draw at random: all of it follows from the tape's pass and the size alone.</summary>
internal static class Drawing
{
    /// <summary>The same graph with the features of its nodes dealt to other nodes and those of its flows to other flows.</summary>
    public static PreparedGraph<T> Corrupt<T>(this Tape<T> tape, PreparedGraph<T> graph) where T : unmanaged, IFloatingPointIeee754<T> =>
        graph.WithFeatures(tape.Deal(graph.Nodes), tape.Deal(graph.Flows));

    /// <summary>The same rows in another order.</summary>
    public static Tensor<T> Deal<T>(this Tape<T> tape, Tensor<T> values) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var order = tape.Permutation(values.Rows);
        var dealt = new Tensor<T>(values.Rows, values.Columns);
        for (var row = 0; row < order.Length; row++)
            values.Row(order[row]).CopyTo(dealt.Row(row));
        return dealt;
    }

    /// <summary>Whole numbers, even over [0, below) but for 2⁻³² · below.</summary>
    public static int[] Indices<T>(this Tape<T> tape, int count, int below) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var bits = new uint[count];
        Philox.Fill(tape.NextRandomStream(), 0, bits);
        return Array.ConvertAll(bits, word => (int)((ulong)word * (uint)below >> 32));
    }

    /// <summary>Numbers of mean 0 and variance 1. Source: Box, Muller 1958.</summary>
    /// <returns>[rows, columns].</returns>
    public static Tensor<T> Normal<T>(this Tape<T> tape, int rows, int columns) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var even = new double[2 * rows * columns];
        Philox.FillUniform<double>(tape.NextRandomStream(), 0, even);
        var normal = new Tensor<T>(rows, columns);
        for (var i = 0; i < normal.Span.Length; i++)
            normal.Span[i] = T.CreateChecked(Math.Sqrt(-2 * Math.Log(1 - even[2 * i])) * Math.Cos(2 * Math.PI * even[2 * i + 1]));
        return normal;
    }

    // Source: Fisher, Yates; Durstenfeld 1964.
    private static int[] Permutation<T>(this Tape<T> tape, int count) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var bits = new uint[count];
        Philox.Fill(tape.NextRandomStream(), 0, bits);
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            var other = (int)((ulong)bits[i] * ((uint)i + 1) >> 32);
            (order[i], order[other]) = (order[other], i);
        }
        return order;
    }
}
