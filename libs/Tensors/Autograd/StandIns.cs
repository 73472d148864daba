using System.Numerics;

namespace NetMl.Tensors.Autograd;

/// <summary>What takes the place of a graph's constants in one pass, so that any network can be asked what its answer hangs on without knowing of it.</summary>
/// <remarks>
/// Constants are found by identity: a network that says <see cref="Tape{T}.Constant"/> of a known tensor gets the variable that stands in for it. Weights of a
/// pattern scale the message of each of its entries where messages are added up or multiplied by a sparse matrix of that pattern, and its share where
/// they are averaged or a softmax shares them out: an average is then one over the weights, so that an entry of weight 0 is as if it were not there (in PyTorch
/// Geometric it still counts in what an average is divided by). The greatest of messages has no weights, nor has a sum over given shares.
/// A pass without stand-ins computes the same bits as if there were none of this.
/// </remarks>
public sealed class StandIns<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Dictionary<Tensor<T>, Variable<T>> _constants = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Adjacency, Variable<T>> _weights = new(ReferenceEqualityComparer.Instance);

    /// <param name="by">Of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public void Replace(Tensor<T> constant, Variable<T> by)
    {
        if (!constant.HasShapeOf(by.Value))
            throw new ArgumentException($"{by.Value} cannot stand in for {constant}.", nameof(by));
        _constants[constant] = by;
    }

    /// <param name="weights">[entries, 1].</param>
    /// <exception cref="ArgumentException">There are other entries.</exception>
    public void Weigh(Adjacency pattern, Variable<T> weights)
    {
        if (weights.Value.Rows != pattern.Count || weights.Value.Columns != 1)
            throw new ArgumentException($"{weights.Value} are no weights of {pattern.Count} entries.", nameof(weights));
        _weights[pattern] = weights;
    }

    internal Variable<T>? For(Tensor<T> constant) => _constants.GetValueOrDefault(constant);

    internal Variable<T>? WeightsOf(Adjacency pattern) => _weights.GetValueOrDefault(pattern);
}
