using NetMl.Tensors;
using NetMl.Tensors.Autograd.Operations;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace NetMl.Gnn.Training;

/// <summary>Compares logits with known classes.</summary>
public static class ClassJudgement
{
    private const int StackClasses = 256;

    /// <summary>Mean cross-entropy and accuracy over some rows.</summary>
    /// <param name="logits">[n, classes].</param>
    /// <param name="labels">[n]; known for the rows that are judged.</param>
    /// <param name="rows">At least one.</param>
    public static ValidationScore Of(Tensor<float> logits, ReadOnlySpan<int> labels, ReadOnlySpan<int> rows)
    {
        var probabilities = logits.Columns <= StackClasses ? stackalloc float[StackClasses] : new float[logits.Columns];
        var (loss, right) = (0.0, 0);
        foreach (var row in rows)
        {
            var z = logits.Row(row);
            loss += SoftmaxCrossEntropy.Softmax<float>(z, probabilities[..z.Length]) - z[labels[row]];
            right += TensorPrimitives.IndexOfMax<float>(z) == labels[row] ? 1 : 0;
        }
        return new ValidationScore(loss / rows.Length, (double)right / rows.Length);
    }
}
