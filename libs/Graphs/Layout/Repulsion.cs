using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Layout;

/// <summary>How hard all points push each other: k · mass · mass / distance, summed with a quadtree.</summary>
/// <remarks>
/// The points of one leaf share a list of far cells and near points, walked once for all of them; a cell is far when its box is smaller than θ times
/// the distance of its centre of mass from the leaf's box. About O(n log n) for θ > 0; [list] scratch per thread. The order of summation depends on the points alone
/// (eight lanes, whatever the machine's width), so any number of threads gives the same bits.
/// </remarks>
internal sealed class Repulsion(int capacity, double strength, double theta, int threads)
{
    private const int ChunkLeaves = 8;

    /// <summary>Squared distance below which two points push no harder, so that nothing is thrown away.</summary>
    private const float NearestSquared = 1e-4f;

    private readonly BarnesHutTree _tree = new(capacity);
    private readonly float _thetaSquared = (float)(theta * theta);

    /// <summary>Writes the force on each point to <paramref name="forceX"/> and <paramref name="forceY"/>, all [n].</summary>
    public void Compute(float[] x, float[] y, float[] mass, float[] forceX, float[] forceY)
    {
        _tree.Build(x, y, mass);
        FixedChunks.Run(_tree.Leaves.Length, ChunkLeaves, threads, () => new Sources(), (begin, end, sources) =>
        {
            for (var leaf = begin; leaf < end; leaf++)
            {
                var cell = _tree.Cells[_tree.Leaves[leaf]];
                Gather(cell, sources);
                for (var i = cell.Begin; i < cell.End; i++)
                {
                    var (pushX, pushY) = sources.Push(_tree.X[i], _tree.Y[i]);
                    var factor = (float)strength * _tree.Mass[i];
                    forceX[_tree.Order[i]] = pushX * factor;
                    forceY[_tree.Order[i]] = pushY * factor;
                }
            }
        });
    }

    private void Gather(in BarnesHutTree.Cell leaf, Sources sources)
    {
        sources.Clear();
        var cells = _tree.Cells;
        for (var c = 0; c < cells.Length;)
        {
            ref readonly var cell = ref cells[c];
            var dx = Math.Max(Math.Max(leaf.Left - cell.CentreX, cell.CentreX - leaf.Right), 0);
            var dy = Math.Max(Math.Max(leaf.Top - cell.CentreY, cell.CentreY - leaf.Bottom), 0);
            var side = cell.Side;
            if (side * side < _thetaSquared * (dx * dx + dy * dy))
            {
                sources.Add(cell.CentreX, cell.CentreY, cell.Mass);
                c = cell.Next;
                continue;
            }
            if (cell.Next == c + 1)
            {
                for (var i = cell.Begin; i < cell.End; i++)
                    sources.Add(_tree.X[i], _tree.Y[i], _tree.Mass[i]);
            }
            c++;
        }
        sources.Pad();
    }

    /// <summary>What pushes the points of one leaf.</summary>
    private sealed class Sources
    {
        private readonly List<float> _x = [], _y = [], _mass = [];

        public void Clear()
        {
            _x.Clear();
            _y.Clear();
            _mass.Clear();
        }

        public void Add(float x, float y, float mass)
        {
            _x.Add(x);
            _y.Add(y);
            _mass.Add(mass);
        }

        /// <summary>Fills the last eight lanes with sources that weigh nothing.</summary>
        public void Pad()
        {
            while (_x.Count % Vector256<float>.Count != 0)
                Add(0, 0, 0);
        }

        /// <summary>Σ mass · (difference) / distance². A point does not push itself: the difference is 0.</summary>
        public (float X, float Y) Push(float x, float y)
        {
            var xs = MemoryMarshal.Cast<float, Vector256<float>>(CollectionsMarshal.AsSpan(_x));
            var ys = MemoryMarshal.Cast<float, Vector256<float>>(CollectionsMarshal.AsSpan(_y));
            var masses = MemoryMarshal.Cast<float, Vector256<float>>(CollectionsMarshal.AsSpan(_mass));
            var (atX, atY, nearest) = (Vector256.Create(x), Vector256.Create(y), Vector256.Create(NearestSquared));
            Vector256<float> sumX = default, sumY = default;
            for (var i = 0; i < xs.Length; i++)
            {
                var (dx, dy) = (atX - xs[i], atY - ys[i]);
                var push = masses[i] / Vector256.Max(dx * dx + dy * dy, nearest);
                sumX += dx * push;
                sumY += dy * push;
            }
            return (Vector256.Sum(sumX), Vector256.Sum(sumY));
        }
    }
}
