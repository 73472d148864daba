using System.Numerics;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;

namespace NetMl.Gnn.Parameters;

/// <summary>The parameters of one pass: slots of a flat list as variables on a tape.</summary>
public sealed class ParameterSet<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Dictionary<string, Variable<T>> _variables = new(StringComparer.Ordinal);

    /// <param name="values">[layout.Count]; looked at, not copied.</param>
    /// <param name="gradient">[layout.Count], to which the backward pass adds; empty = no gradient is wanted.</param>
    public ParameterSet(Tape<T> tape, ParameterLayout layout, Memory<T> values, Memory<T> gradient)
    {
        if (values.Length != layout.Count || (!gradient.IsEmpty && gradient.Length != layout.Count))
            throw new ArgumentException($"The network has {layout.Count} parameters, not {values.Length} (gradient {gradient.Length}).", nameof(values));
        foreach (var slot in layout.Slots)
            _variables.Add(slot.Name, gradient.IsEmpty
                ? tape.Parameter(View(values, slot))
                : tape.Parameter(View(values, slot), View(gradient, slot)));
    }

    public Variable<T> this[ParameterSlot slot] => _variables[slot.Name];

    private static Tensor<T> View(Memory<T> flat, ParameterSlot slot) => new(slot.Rows, slot.Columns, flat.Slice(slot.Offset, slot.Count));
}
