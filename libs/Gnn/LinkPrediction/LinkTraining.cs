using NetMl.Gnn.Heads;
using NetMl.Gnn.Networks;
using NetMl.Gnn.Parameters;
using NetMl.Gnn.Scores;
using NetMl.Gnn.Training;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;
using NetMl.Tensors.Parallelism;

namespace NetMl.Gnn.LinkPrediction;

/// <summary>Trains an encoder so that linked nodes lie close: known links against as many unlinked pairs, drawn anew each step.</summary>
public sealed class LinkTraining : ITrainingTask
{
    private readonly LinkTask _task;
    private readonly INodeNetwork _encoder;
    private readonly int _seed;
    private readonly NetworkPasses _passes;
    private readonly int[] _first;
    private readonly int[] _second;
    private readonly Tensor<float> _areLinked;
    private readonly NetworkPass _loss;
    private readonly NetworkPass _embeddings;

    /// <param name="encoder">Its outputs are the embeddings.</param>
    /// <exception cref="ArgumentException">No link is known.</exception>
    public LinkTraining(LinkTask task, INodeNetwork encoder, int seed, WorkTeam team)
    {
        if (task.Known.Count == 0)
            throw new ArgumentException("Links are learnt from known ones, and there is none.", nameof(task));
        (_task, _encoder, _seed, _passes) = (task, encoder, seed, new NetworkPasses(encoder.Layout, seed, team));
        (_first, _second) = ([.. task.Known.First, .. task.Known.First], [.. task.Known.Second, .. task.Known.Second]);
        _areLinked = new Tensor<float>(_first.Length, 1);
        _areLinked.Span[..task.Known.Count].Fill(1);
        _loss = Loss;
        _embeddings = (tape, parameters) => _encoder.Forward(tape, parameters, _task.Graph);
    }

    public ParameterLayout Layout => _encoder.Layout;

    public int StepsPerEpoch => 1;

    /// <inheritdoc/>
    public double ComputeGradient(long step, Memory<float> values, Memory<float> gradient)
    {
        var known = _task.Known.Count;
        UnlinkedPairs.Draw(_task.Graph.Neighbours, _seed, step, _first.AsSpan(known), _second.AsSpan(known));
        return _passes.Learn(step, values, gradient, _loss);
    }

    /// <inheritdoc/>
    public ValidationScore? Validate(Memory<float> values) => _task.Validation.Count == 0 ? null : Judge(values, _task.Validation, _task.ValidationUnlinked);

    /// <summary>Mean binary cross-entropy and area under the curve of links against unlinked pairs.</summary>
    public ValidationScore Judge(Memory<float> values, NodePairs links, NodePairs unlinked)
    {
        var h = _passes.Answer(values, _embeddings);
        var (scores, areLinked, loss) = (new float[links.Count + unlinked.Count], new bool[links.Count + unlinked.Count], 0.0);
        for (var pair = 0; pair < scores.Length; pair++)
        {
            areLinked[pair] = pair < links.Count;
            var (from, at) = areLinked[pair] ? (links, pair) : (unlinked, pair - links.Count);
            scores[pair] = System.Numerics.Tensors.TensorPrimitives.Dot<float>(h.Row(from.First[at]), h.Row(from.Second[at]));
            var signed = areLinked[pair] ? scores[pair] : -scores[pair];
            loss += Math.Max(0, -signed) + Math.Log(1 + Math.Exp(-Math.Abs((double)signed)));
        }
        return new ValidationScore(loss / scores.Length, AreaUnderCurve.Of(scores, areLinked));
    }

    private Variable<float> Loss(Tape<float> tape, ParameterSet<float> parameters)
    {
        var scores = LinkHead.Forward(tape, _encoder.Forward(tape, parameters, _task.Graph), _first, _second);
        return tape.Scale(tape.BinaryCrossEntropy(scores, _areLinked, 1f), 1f / _first.Length);
    }
}
