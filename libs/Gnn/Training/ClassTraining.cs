using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;
using NetMl.Tensors.Parallelism;

namespace NetMl.Gnn.Training;

/// <summary>Which rows of a network's outputs have a known class, and what each is for.</summary>
/// <param name="Labels">[rows]: class, −1 = unknown.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Train">Rows to learn from; their labels are known.</param>
/// <param name="Validation">Rows by which the best epoch is chosen; may be empty.</param>
public sealed record KnownClasses(int[] Labels, int Classes, int[] Train, int[] Validation);

/// <summary>Full-batch training of a classifier of nodes, edges or graphs: each step computes all rows and learns from those with a label.</summary>
public sealed class ClassTraining : ITrainingTask
{
    private readonly KnownClasses _known;
    private readonly NetworkPasses _passes;
    private readonly int[] _trainLabels;
    private readonly float[] _classWeights;
    private readonly NetworkPass _loss;
    private readonly NetworkPass _logits;

    /// <param name="logits">Gives [rows, classes].</param>
    /// <param name="seed">Of dropout.</param>
    /// <param name="classWeights">[classes]: what a row of each class counts; null = all one.</param>
    /// <exception cref="ArgumentException">There is no training row, or one has no label.</exception>
    public ClassTraining(ParameterLayout layout, NetworkPass logits, KnownClasses known, int seed, WorkTeam team, float[]? classWeights = null)
    {
        if (known.Train.Length == 0 || Array.Exists(known.Train, row => known.Labels[row] < 0))
            throw new ArgumentException("A classifier needs something to learn from, each with a label.", nameof(known));
        (Layout, _known, _logits, _passes) = (layout, known, logits, new NetworkPasses(layout, seed, team));
        _trainLabels = new int[known.Labels.Length];
        _trainLabels.AsSpan().Fill(-1);
        foreach (var row in known.Train)
            _trainLabels[row] = known.Labels[row];
        _classWeights = classWeights ?? [.. Enumerable.Repeat(1f, known.Classes)];
        _loss = Loss;
    }

    public ParameterLayout Layout { get; }

    public int StepsPerEpoch => 1;

    /// <inheritdoc/>
    public double ComputeGradient(long step, Memory<float> values, Memory<float> gradient) => _passes.Learn(step, values, gradient, _loss);

    /// <inheritdoc/>
    public ValidationScore? Validate(Memory<float> values) => _known.Validation.Length == 0 ? null : Judge(Predict(values), _known.Validation);

    /// <summary>Logits of all rows, without dropout.</summary>
    /// <returns>[rows, classes]; valid until the next call.</returns>
    public Tensor<float> Predict(Memory<float> values) => _passes.Answer(values, _logits);

    /// <summary>Mean cross-entropy and accuracy over some rows.</summary>
    public ValidationScore Judge(Tensor<float> logits, ReadOnlySpan<int> rows) => ClassJudgement.Of(logits, _known.Labels, rows);

    private Variable<float> Loss(Tape<float> tape, ParameterSet<float> parameters) =>
        tape.Scale(tape.CrossEntropy(_logits(tape, parameters), _trainLabels, _classWeights), 1f / _known.Train.Length);
}
