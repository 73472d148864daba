using System.Numerics;

namespace NetMl.Tensors.Autograd;

/// <summary>Records operations in order, then walks them backwards: reverse-mode automatic differentiation.</summary>
/// <remarks>
/// One tape serves one thread. <see cref="Reset"/> forgets the operations and takes the buffers back, so that a training loop
/// reuses them: values and gradients of the former pass are overwritten then.
/// </remarks>
public sealed class Tape<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly List<Action> _backward = [];
    private readonly List<T[]> _rented = [];
    private readonly Dictionary<int, Stack<T[]>> _free = [];

    /// <summary>A value without gradient.</summary>
    public Variable<T> Constant(Tensor<T> value) => new(value, needsGradient: false, gradient: null);

    /// <summary>A value with a gradient that is added to <paramref name="gradient"/> (same shape, owned by the caller).</summary>
    public Variable<T> Parameter(Tensor<T> value, Tensor<T> gradient)
    {
        if (value.Rows != gradient.Rows || value.Columns != gradient.Columns)
            throw new ArgumentException($"A {value} parameter needs a gradient of that shape, not {gradient}.", nameof(gradient));
        return new Variable<T>(value, needsGradient: true, gradient);
    }

    /// <summary>Adds d result / d x to the gradient of every x that needs one.</summary>
    /// <param name="result">[1, 1].</param>
    public void Backward(Variable<T> result)
    {
        if (result.Value.Rows != 1 || result.Value.Columns != 1)
            throw new ArgumentException($"The result of a tape is one number, not {result.Value}.", nameof(result));
        if (!result.NeedsGradient)
            return;
        GradientOf(result).Span[0] = T.One;
        for (var step = _backward.Count - 1; step >= 0; step--)
            _backward[step]();
    }

    /// <summary>Forgets all operations and takes back their buffers.</summary>
    public void Reset()
    {
        _backward.Clear();
        foreach (var buffer in _rented)
        {
            if (!_free.TryGetValue(buffer.Length, out var stack))
                _free.Add(buffer.Length, stack = new Stack<T[]>());
            stack.Push(buffer);
        }
        _rented.Clear();
    }

    /// <summary>Zeros [rows, columns] that belong to this tape until the next <see cref="Reset"/>.</summary>
    internal Tensor<T> Rent(int rows, int columns)
    {
        var length = checked(rows * columns);
        T[] buffer;
        if (_free.TryGetValue(length, out var stack) && stack.Count > 0)
        {
            buffer = stack.Pop();
            Array.Clear(buffer);
        }
        else
        {
            buffer = new T[length];
        }
        _rented.Add(buffer);
        return new Tensor<T>(rows, columns, buffer);
    }

    /// <summary>Notes an operation: its value, whether a gradient must flow through it, and how.</summary>
    /// <param name="backward">Gets the gradient of the value and adds to the gradients of the inputs.</param>
    internal Variable<T> Record(Tensor<T> value, bool needsGradient, Action<Tensor<T>> backward)
    {
        var variable = new Variable<T>(value, needsGradient, gradient: null);
        if (needsGradient)
            _backward.Add(() =>
            {
                if (variable.Gradient is { } gradient)
                    backward(gradient);
            });
        return variable;
    }

    /// <summary>The gradient of a variable, zeros when nothing has flowed back yet.</summary>
    internal Tensor<T> GradientOf(Variable<T> variable) => variable.Gradient ??= Rent(variable.Value.Rows, variable.Value.Columns);
}
