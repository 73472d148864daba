using NetMl.Gnn.Parameters;
using NetMl.Onnx.Steps;

namespace NetMl.Onnx.Inputs;

/// <summary>The trained weights as constants under the names that they have in the artifact.</summary>
internal static class Weights
{
    public static void Announce(PassTranslation pass, ParameterLayout layout, ParameterSet<float> parameters)
    {
        foreach (var slot in layout.Slots)
        {
            var weight = parameters[slot].Value;
            pass.Know(weight, () => pass.Graph.Floats(slot.Name, weight.Span, weight.Rows, weight.Columns));
        }
    }
}
