using System.Numerics;

namespace NetMl.Tensors.Autograd;

/// <summary>One step of a pass as data, for those who translate a pass into another form.</summary>
/// <param name="Operation">Name of the method that made the step (<c>AddRow</c>, <c>SumNeighbours</c>); of its class where nobody has described it yet.</param>
/// <param name="Inputs">Variables that it reads, in the method's order.</param>
public sealed record TapeStep<T>(string Operation, params IReadOnlyList<Variable<T>> Inputs) where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>What it made; present in the steps that a tape lists.</summary>
    public Variable<T>? Result { get; init; }

    /// <summary>Who hears whom, where the step is one over neighbours.</summary>
    public Adjacency? Pattern { get; init; }

    /// <summary>The constant matrix of a sparse product.</summary>
    public SparseMatrix<T>? Matrix { get; init; }

    /// <summary>Rows that a gather takes.</summary>
    public ReadOnlyMemory<int> Picks { get; init; }

    /// <summary>The operation's one number: slope, factor, limit or ε; 0 where it has none.</summary>
    public double Number { get; init; }

    /// <summary>The operation's one whole number: heads or a row; 0 where it has none.</summary>
    public int Count { get; init; }
}
