using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Explanations;

/// <summary>One item's answer as a function of the edges around it and of features: what every method of explaining asks.</summary>
/// <remarks>For one thread at a time.</remarks>
internal abstract class Question(int classes)
{
    protected Tape<float> Tape { get; } = new();

    /// <summary>Edges that can be weighted or left out.</summary>
    public abstract int Edges { get; }

    /// <summary>Columns that a mask of features has; 0 = the features are only numbers of nodes.</summary>
    public abstract int MaskedColumns { get; }

    /// <summary>[k]: the item's own features as the network sees them.</summary>
    public abstract ReadOnlySpan<float> Inputs { get; }

    /// <summary>Probability of a class, and how it changes with each of the item's features, when those are multiplied by a share.</summary>
    /// <param name="gradient">[k].</param>
    public abstract double Gradient(double share, int @class, Span<float> gradient);

    /// <summary>Probabilities of the classes when only some edges exist.</summary>
    /// <param name="keeps">[edges].</param>
    public abstract float[] Probabilities(ReadOnlySpan<bool> keeps);

    /// <summary>The item's outputs [1, classes] under masks.</summary>
    /// <param name="edges">[edges, 1]; null = all weigh 1.</param>
    /// <param name="columns">[masked columns, 1]; null = all weigh 1.</param>
    protected abstract Variable<float> Forward(Variable<float>? edges, Variable<float>? columns);

    /// <summary>−log of the probability of a class under masks; gradients are added to those of the masks.</summary>
    /// <param name="edges">Logits of the weights; null = all weigh 1.</param>
    /// <param name="columns">Likewise.</param>
    public double Surprise(Variable<float>? edges, Variable<float>? columns, int @class)
    {
        Tape.Reset(Pass.Evaluation);
        var outputs = Forward(edges is null ? null : Tape.Sigmoid(edges), columns is null ? null : Tape.Sigmoid(columns));
        var loss = Tape.CrossEntropy(outputs, new[] { @class }, Ones);
        Tape.Backward(loss);
        return loss.Value.Span[0];
    }

    /// <summary>A leaf whose gradient can be read.</summary>
    public Variable<float> Leaf(Tensor<float> value, Tensor<float> gradient) => Tape.Parameter(value, gradient);

    /// <summary>Ends a pass at the probability of a class, and goes back.</summary>
    /// <param name="outputs">[1, classes].</param>
    protected double BackwardFromProbability(Variable<float> outputs, int @class)
    {
        var chosen = new Tensor<float>(1, classes);
        chosen.Span[@class] = 1;
        var probability = Tape.Sum(Tape.MultiplyElements(Tape.Softmax(outputs), Tape.Constant(chosen)));
        Tape.Backward(probability);
        return probability.Value.Span[0];
    }

    protected float[] Softmax(Variable<float> outputs)
    {
        var probabilities = new float[classes];
        SoftmaxCrossEntropy.Softmax<float>(outputs.Value.Span, probabilities);
        return probabilities;
    }

    /// <summary>A column [k, 1] as a row [1, k].</summary>
    protected Variable<float> Row(Variable<float> column) => Tape.MultiplyTransposed(Tape.Constant(One), column);

    /// <summary>The weights of edges, and below them a 1 for entries that belong to none.</summary>
    protected Variable<float> AndOne(Variable<float> edges) => Tape.JoinRows(edges, Tape.Constant(One));

    private static Tensor<float> One { get; } = new(1, 1, new[] { 1f });

    private float[] Ones { get; } = [.. Enumerable.Repeat(1f, classes)];
}
