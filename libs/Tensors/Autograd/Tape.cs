using System.Numerics;
using NetMl.Tensors.Memory;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Autograd;

/// <summary>Records operations in order, then walks them backwards: reverse-mode automatic differentiation.</summary>
/// <remarks>
/// One tape serves one thread, which kernels may help with a team. <see cref="Reset"/> begins a new pass: operations and buffers of the
/// former one are taken back and used again, so values and gradients of the former pass are overwritten then, and a training
/// loop whose passes are alike allocates nothing. Use one tape for training and another for evaluation.
/// </remarks>
public sealed class Tape<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly List<Operation<T>> _operations = [];
    private readonly List<Variable<T>> _constants = [];
    private readonly List<T[]> _rented = [];
    private readonly BufferPool<T> _pool = new();
    private int _operationCount;
    private int _constantCount;
    private uint _streams;

    /// <param name="team">Threads for kernels; null = this thread alone. The results do not depend on it.</param>
    public Tape(WorkTeam? team = null)
    {
        Team = team ?? WorkTeam.Alone;
    }

    /// <summary>What the present pass is for.</summary>
    public Pass Pass { get; private set; }

    /// <summary>What takes the place of constants from here to the next <see cref="Reset"/>; null = nothing.</summary>
    public StandIns<T>? StandIns { get; set; }

    internal WorkTeam Team { get; }

    /// <summary>A value without gradient.</summary>
    public Variable<T> Constant(Tensor<T> value)
    {
        if (StandIns?.For(value) is { } standIn)
            return standIn;
        if (_constantCount == _constants.Count)
            _constants.Add(new Variable<T>(value, needsGradient: false, gradient: null));
        var constant = _constants[_constantCount++];
        constant.Value = value;
        return constant;
    }

    /// <summary>A value without gradient that outlives <see cref="Reset"/>: a parameter of a network that only answers.</summary>
    public Variable<T> Parameter(Tensor<T> value) => new(value, needsGradient: false, gradient: null);

    /// <summary>A value with a gradient that is added to <paramref name="gradient"/> (same shape, owned by the caller). It outlives <see cref="Reset"/>.</summary>
    public Variable<T> Parameter(Tensor<T> value, Tensor<T> gradient)
    {
        if (!value.HasShapeOf(gradient))
            throw new ArgumentException($"A {value} parameter needs a gradient of that shape, not {gradient}.", nameof(gradient));
        return new Variable<T>(value, needsGradient: true, gradient);
    }

    /// <summary>Adds d result / d x to the gradient of every parameter x.</summary>
    /// <param name="result">[1, 1].</param>
    public void Backward(Variable<T> result)
    {
        if (result.Value.Rows != 1 || result.Value.Columns != 1)
            throw new ArgumentException($"The result of a tape is one number, not {result.Value}.", nameof(result));
        if (!result.NeedsGradient)
            return;
        GradientOf(result).Span[0] += T.One;
        for (var step = _operationCount - 1; step >= 0; step--)
        {
            var made = _operations[step].Result;
            if (made.Gradient is not { } gradient)
                continue;
            _operations[step].Backward(this, gradient);

            // Nothing reads it again: the next gradient of its size takes its memory, which is still in the cache.
            LetGo(made);
        }
    }

    /// <summary>The steps of this pass in the order in which they ran.</summary>
    public IEnumerable<TapeStep<T>> Steps()
    {
        for (var step = 0; step < _operationCount; step++)
            yield return _operations[step].Describe() with { Result = _operations[step].Result };
    }

    /// <summary>Begins a pass: forgets all operations and takes back their buffers.</summary>
    public void Reset(Pass pass = default)
    {
        for (var step = 0; step < _operationCount; step++)
            LetGo(_operations[step].Result);
        foreach (var buffer in _rented)
            _pool.Return(buffer);
        _rented.Clear();
        (_operationCount, _constantCount, _streams, Pass, StandIns) = (0, 0, 0, pass, null);
    }

    /// <summary>The next step's operation: that of the former pass where it is of the same kind.</summary>
    internal TOperation Next<TOperation>() where TOperation : Operation<T>, new()
    {
        if (_operationCount == _operations.Count)
            _operations.Add(new TOperation());
        else if (_operations[_operationCount] is not TOperation)
            _operations[_operationCount] = new TOperation();
        return (TOperation)_operations[_operationCount++];
    }

    /// <summary>Gives an operation's result its shape and memory, whose values are undefined: the operation must write all of them.</summary>
    /// <returns>The result's value.</returns>
    internal Tensor<T> Shape(Operation<T> operation, int rows, int columns, bool needsGradient)
    {
        var result = operation.Result;
        result.OwnValue.LookAt(rows, columns, Rent(checked(rows * columns)));
        result.NeedsGradient = needsGradient;
        return result.OwnValue;
    }

    /// <summary>Memory of undefined content that belongs to this pass.</summary>
    internal Memory<T> Rent(int length)
    {
        var buffer = _pool.Rent(length);
        _rented.Add(buffer);
        return buffer.AsMemory(0, length);
    }

    /// <summary>The gradient of a variable, zeros when nothing has flowed back yet; add to it.</summary>
    internal Tensor<T> GradientOf(Variable<T> variable)
    {
        var gradient = GradientOf(variable, out var add);
        if (!add)
            gradient.Span.Clear();
        return gradient;
    }

    /// <summary>The gradient of a variable.</summary>
    /// <param name="add">False when nothing has flowed back yet: its values are undefined and must all be written.</param>
    internal Tensor<T> GradientOf(Variable<T> variable, out bool add)
    {
        add = variable.Gradient is not null;
        if (variable.Gradient is { } known)
            return known;
        var (rows, columns) = (variable.Value.Rows, variable.Value.Columns);
        variable.GradientBuffer = _pool.Rent(checked(rows * columns));
        variable.OwnGradient.LookAt(rows, columns, variable.GradientBuffer.AsMemory(0, rows * columns));
        return variable.Gradient = variable.OwnGradient;
    }

    /// <summary>A number for the next random operation of this pass; with <see cref="Autograd.Pass.Seed"/> and <see cref="Autograd.Pass.Step"/> it names a stream.</summary>
    internal uint NextStream() => _streams++;

    private void LetGo(Variable<T> made)
    {
        if (made.GradientBuffer is { } buffer)
            _pool.Return(buffer);
        (made.GradientBuffer, made.Gradient) = (null, null);
    }
}
