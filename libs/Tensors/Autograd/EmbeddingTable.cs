using System.Numerics;

namespace NetMl.Tensors.Autograd;

/// <summary>A parameter of many rows of which a step reads few: its gradient is kept for the rows that were read.</summary>
/// <param name="value">[rows, m]; looked at, not copied.</param>
public sealed class EmbeddingTable<T>(Tensor<T> value) where T : unmanaged, IFloatingPointIeee754<T>
{
    public Tensor<T> Value { get; } = value;

    /// <summary>Of the rows that were read since it was cleared.</summary>
    public SparseRowGradient<T> Gradient { get; } = new(value.Rows, value.Columns);
}
