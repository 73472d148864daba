using System.Numerics;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;
using NetMl.Tensors.RandomNumbers;

namespace NetMl.Gnn.Inputs;

/// <summary>What a layer hears: embeddings of the layer before it, or features that are mostly zero.</summary>
/// <remarks>Sparse features are never made dense: the first product of a layer, its dropout and its gradient run over the entries alone.</remarks>
public readonly struct LayerInput<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Variable<T>? _dense;
    private readonly SparseMatrix<T>? _sparse;
    private readonly double _dropout;
    private readonly RandomStream _stream;

    private LayerInput(Variable<T>? dense, SparseMatrix<T>? sparse, double dropout, RandomStream stream)
    {
        _dense = dense;
        _sparse = sparse;
        _dropout = dropout;
        _stream = stream;
    }

    /// <summary>n.</summary>
    public int Rows => _dense?.Value.Rows ?? _sparse?.Rows ?? 0;

    /// <summary>m.</summary>
    public int Columns => _dense?.Value.Columns ?? _sparse?.Columns ?? 0;

    /// <summary>The embeddings [n, m]; null for sparse features.</summary>
    public Variable<T>? Dense => _dense;

    /// <summary>The features [n, m]; null for embeddings.</summary>
    public SparseMatrix<T>? Sparse => _sparse;

    public static implicit operator LayerInput<T>(Variable<T> dense) => new(dense, null, 0, default);

    public static implicit operator LayerInput<T>(SparseMatrix<T> sparse) => new(null, sparse, 0, default);

    /// <summary>The input with each value dropped with this chance while training: the same values in every product with it.</summary>
    /// <param name="rate">In [0, 1).</param>
    public LayerInput<T> Dropout(Tape<T> tape, double rate) => _dense is { } dense
        ? tape.Dropout(dense, rate)
        : new LayerInput<T>(null, _sparse, tape.Pass.IsTraining ? rate : 0, tape.NextRandomStream());

    /// <summary>x · w.</summary>
    /// <param name="w">[m, k].</param>
    /// <returns>[n, k].</returns>
    public Variable<T> Multiply(Tape<T> tape, Variable<T> w) => _dense is { } dense
        ? tape.Multiply(dense, w)
        : tape.Multiply(_sparse ?? throw new InvalidOperationException("A layer input that was never given has no product."), w, _dropout, _stream);
}
