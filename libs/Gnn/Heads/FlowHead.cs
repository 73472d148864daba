using System.Numerics;
using NetMl.Gnn.Layers;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Heads;

/// <summary>Outputs for flows: z = relu(hᵤ·A + hᵥ·B + xₑ·C + c), y = (z + relu(z·E + e))·D + d.</summary>
/// <remarks>As <see cref="EdgeHead"/>, with embeddings of any width and one residual layer more.</remarks>
public sealed class FlowHead
{
    private readonly ParameterSlot _source;
    private readonly ParameterSlot _target;
    private readonly DenseLayer _flow;
    private readonly DenseLayer _deeper;
    private readonly DenseLayer _outputs;

    /// <summary>Registers A, B [embedding, hidden], C [flowFeatures, hidden], E [hidden, hidden] and D [hidden, outputs] under <paramref name="name"/>.</summary>
    public FlowHead(ParameterLayout layout, string name, int embedding, int flowFeatures, int hidden, int outputs)
    {
        _source = layout.AddWeight($"{name}.source", embedding, hidden);
        _target = layout.AddWeight($"{name}.target", embedding, hidden);
        _flow = new DenseLayer(layout, $"{name}.flow", flowFeatures, hidden);
        _deeper = new DenseLayer(layout, $"{name}.deeper", hidden, hidden);
        _outputs = new DenseLayer(layout, $"{name}.classes", hidden, outputs);
    }

    /// <param name="h">[n, embedding].</param>
    /// <param name="source">[m]: node that opened each flow.</param>
    /// <param name="target">[m]: node that answered.</param>
    /// <param name="flows">[m, flowFeatures].</param>
    /// <returns>[m, outputs].</returns>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, Variable<T> h, ReadOnlyMemory<int> source, ReadOnlyMemory<int> target, Variable<T> flows)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Each node is multiplied once, not once per flow.
        var ends = tape.Add(
            tape.Gather(tape.Multiply(h, parameters[_source]), source),
            tape.Gather(tape.Multiply(h, parameters[_target]), target));
        var z = tape.Rectify(tape.Add(ends, _flow.Forward(tape, parameters, flows)));
        return _outputs.Forward(tape, parameters, tape.Add(z, tape.Rectify(_deeper.Forward(tape, parameters, z))));
    }
}
