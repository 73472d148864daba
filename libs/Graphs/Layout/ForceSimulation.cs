using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Layout;

/// <summary>Nodes that move by forces, each as fast as it can without shaking.</summary>
/// <remarks>
/// One step costs O(m + n log n). Source: Jacomy, Venturini, Heymann and Bastian 2014, "ForceAtlas2, a continuous graph layout algorithm for handy network visualization".
/// With F(v) the sum of forces on v and F'(v) that of the step before: swing(v) = |F − F'|, traction(v) = |F + F'| / 2, both summed over all nodes weighted by mass;
/// global speed s = τ · traction / swing, growing by half per step at most; v moves by F · min(0.1 s / (1 + s √swing(v)), 10 / |F|). We differ: the
/// furthest move, 10 in the paper, grows with the drawing, and everything pushes its neighbours no harder than at a distance of 0.01.
/// </remarks>
internal sealed class ForceSimulation
{
    private const int ChunkNodes = 256;
    private const double JitterTolerance = 1;
    private const double SpeedShare = 0.1;
    private const double LargestRise = 1.5;

    private readonly CsrGraph _graph;
    private readonly float[] _mass;
    private readonly ForceOptions _options;
    private readonly int _threads;
    private readonly Repulsion _repulsion;
    private readonly float[] _forceX, _forceY, _lastX, _lastY;
    private readonly double[] _swings, _tractions;
    private double _speed = 1;

    /// <param name="mass">[n]: degree + 1 in the paper; of a set of nodes, their sum.</param>
    /// <param name="x">[n], moved in place, as <paramref name="y"/>. No two nodes may lie in one place.</param>
    public ForceSimulation(CsrGraph graph, float[] mass, float[] x, float[] y, ForceOptions options, int threads)
    {
        (_graph, _mass, X, Y, _options, _threads) = (graph, mass, x, y, options, threads);
        var n = graph.NodeCount;
        _repulsion = new Repulsion(n, options.Repulsion, options.Theta, threads);
        (_forceX, _forceY, _lastX, _lastY) = (new float[n], new float[n], new float[n], new float[n]);
        var chunks = FixedChunks.Count(n, ChunkNodes);
        (_swings, _tractions) = (new double[chunks], new double[chunks]);
    }

    public float[] X { get; }

    public float[] Y { get; }

    public void Run(int steps, CancellationToken cancellationToken)
    {
        for (var step = 0; step < steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Step(isFirst: step == 0);
        }
    }

    private void Step(bool isFirst)
    {
        _repulsion.Compute(X, Y, _mass, _forceX, _forceY);
        FixedChunks.Run(X.Length, ChunkNodes, _threads, (begin, end) =>
        {
            double swing = 0, traction = 0;
            for (var v = begin; v < end; v++)
            {
                PullOn(v);
                if (isFirst)
                    (_lastX[v], _lastY[v]) = (_forceX[v], _forceY[v]);
                swing += _mass[v] * Swing(v);
                traction += _mass[v] * Length(_forceX[v] + _lastX[v], _forceY[v] + _lastY[v]) / 2;
            }
            (_swings[begin / ChunkNodes], _tractions[begin / ChunkNodes]) = (swing, traction);
        });
        double swings = 0, tractions = 0;
        for (var chunk = 0; chunk < _swings.Length; chunk++)
            (swings, tractions) = (swings + _swings[chunk], tractions + _tractions[chunk]);
        _speed = Math.Min(JitterTolerance * tractions / Math.Max(swings, 1e-9 * tractions + 1e-30), LargestRise * _speed);
        Move();
    }

    private void Move()
    {
        var furthest = Math.Max(10, Math.Sqrt(X.Length) * Math.Sqrt(_options.Repulsion / 2));
        FixedChunks.Run(X.Length, ChunkNodes, _threads, (begin, end) =>
        {
            for (var v = begin; v < end; v++)
            {
                var (fx, fy) = (_forceX[v], _forceY[v]);
                var force = Length(fx, fy);
                var speed = SpeedShare * _speed / (1 + _speed * Math.Sqrt(Swing(v)));
                if (force > 0)
                    speed = Math.Min(speed, furthest / force);
                X[v] += (float)(fx * speed);
                Y[v] += (float)(fy * speed);
                (_lastX[v], _lastY[v]) = (fx, fy);
            }
        });
    }

    private double Swing(int v) => Length(_forceX[v] - _lastX[v], _forceY[v] - _lastY[v]);

    /// <summary>Adds the pull of the node's edges and of the middle to what pushes it.</summary>
    private void PullOn(int v)
    {
        float x = X[v], y = Y[v], pullX = 0, pullY = 0;
        var row = _graph.Neighbours(v);
        var weights = _options.Weighted ? _graph.NeighbourWeights(v) : default;
        for (var i = 0; i < row.Length; i++)
        {
            var (dx, dy) = (X[row[i]] - x, Y[row[i]] - y);
            var pull = weights.IsEmpty ? 1 : (float)weights[i];
            if (_options.LinLog && MathF.Sqrt(dx * dx + dy * dy) is > 0 and var distance)
                pull *= MathF.Log(1 + distance) / distance;
            pullX += dx * pull;
            pullY += dy * pull;
        }
        var fromMiddle = MathF.Sqrt(x * x + y * y);
        var gravity = fromMiddle > 0 ? (float)_options.Gravity * _mass[v] / fromMiddle : 0;
        _forceX[v] += pullX - x * gravity;
        _forceY[v] += pullY - y * gravity;
    }

    private static double Length(float x, float y) => Math.Sqrt((double)x * x + (double)y * y);
}
