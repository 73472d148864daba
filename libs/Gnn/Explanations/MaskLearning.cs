using NetMl.Tensors;
using NetMl.Tensors.Optimisation;

namespace NetMl.Gnn.Explanations;

/// <summary>Weights in [0, 1] of edges and of columns of features.</summary>
/// <param name="Reaches">False: the network's answer does not change with any edge's weight.</param>
internal sealed record LearntMasks(float[] Edges, float[] Columns, bool Reaches);

/// <summary>Learns the smallest and most decided masks under which a network still gives its answer.</summary>
/// <remarks>
/// Minimises −log p(class) + size · Σ σ(m) + entropy · Σ H(σ(m)) over edges m, then with the means of both over columns of features, by Adam. Edges that the first pass sends
/// no gradient to weigh 0. Source: Ying et al. 2019, equations 2 and 3, with Adam and rate of the authors' code. We differ: masked features are pulled to 0,
/// which is the mean of the training part, instead of being drawn from their distribution; edges are masked with all features there, and features with
/// all edges, because features that are gone leave nothing for edges to tell apart; and indecision has a price per edge instead of one for their
/// mean, which among few edges would decide for every edge that happens to begin above one half.
/// </remarks>
internal static class MaskLearning
{
    public static LearntMasks Run(Question question, int @class, ExplanationSettings settings, CancellationToken cancellationToken)
    {
        var random = new Random(settings.Seed);
        var columns = Math.Max(1, question.MaskedColumns);
        var edges = new Mask(question, question.Edges, random, settings.EdgeSize, settings.EdgeEntropy);
        var features = new Mask(question, question.MaskedColumns, random, settings.FeatureSize / columns, settings.FeatureEntropy / columns);
        var heard = new bool[question.Edges];
        Learn(edges, settings, step =>
        {
            question.Surprise(edges.Leaf, null, @class);
            if (step == 0)
                edges.NoteReached(heard);
        }, cancellationToken);
        Learn(features, settings, _ => question.Surprise(null, features.Leaf, @class), cancellationToken);
        var weights = edges.Weights();
        for (var edge = 0; edge < weights.Length; edge++)
            weights[edge] = heard[edge] ? weights[edge] : 0;
        return new LearntMasks(weights, features.Weights(), heard.Contains(true));
    }

    private static void Learn(Mask mask, ExplanationSettings settings, Action<int> pass, CancellationToken cancellationToken)
    {
        var optimiser = new Adam();
        for (var step = 0; step < settings.Steps && mask.Leaf is not null; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            pass(step);
            mask.Step(optimiser, step, settings.LearningRate);
        }
    }

    private sealed class Mask
    {
        private const double Spread = 0.1;

        private readonly double _size, _entropy;
        private readonly Tensor<float> _values, _gradient;
        private readonly float[] _first, _second;

        public Mask(Question question, int rows, Random random, double size, double entropy)
        {
            (_size, _entropy) = (size, entropy);
            (_values, _gradient) = (new(rows, 1), new(rows, 1));
            (_first, _second) = (new float[rows], new float[rows]);
            foreach (ref var value in _values.Span)
                value = (float)(Spread * Normal(random));
            Leaf = rows == 0 ? null : question.Leaf(_values, _gradient);
        }

        public NetMl.Tensors.Autograd.Variable<float>? Leaf { get; }

        public void NoteReached(Span<bool> reached)
        {
            for (var i = 0; i < reached.Length; i++)
                reached[i] = _gradient.Span[i] != 0;
        }

        /// <summary>Adds the gradient of the prices, d σ = σ (1 − σ) and d H = −m σ (1 − σ) for a logit m, and moves.</summary>
        public void Step(Adam optimiser, int step, double rate)
        {
            var values = _values.Span;
            var gradient = _gradient.Span;
            for (var i = 0; i < values.Length; i++)
            {
                var weight = Sigmoid(values[i]);
                gradient[i] += (float)(weight * (1 - weight) * (_size - _entropy * values[i]));
            }
            optimiser.Step(new OptimiserStep(step, (float)rate), gradient, values, _first, _second);
            gradient.Clear();
        }

        public float[] Weights() => Array.ConvertAll(_values.Span.ToArray(), value => (float)Sigmoid(value));

        private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

        private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
