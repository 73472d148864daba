namespace NetMl.Graphs.Layout;

/// <summary>Puts shapes side by side without overlap, the first in the middle.</summary>
/// <remarks>
/// Each shape covers the squares of a coarse grid in which its nodes lie, and those beside them; it goes to the free place nearest to the middle. O(places tried × squares).
/// Source: Freivalds, Dogrusoz and Kikusts 2002, "Disconnected graph layout and the polyomino packing approach"; we differ: places lie
/// on ellipses of the wanted aspect, edges that cross a square without a node in it are not looked at, and shapes of one size take up where the last of that size found room.
/// </remarks>
internal static class ComponentPacking
{
    /// <summary>Squares of the average shape.</summary>
    private const double SquaresPerShape = 60;

    /// <param name="shapes">In the order in which they are placed: largest first.</param>
    /// <param name="nodeCount">Nodes of all shapes together.</param>
    public static NodePositions Pack(IReadOnlyList<Shape> shapes, int nodeCount, double aspect)
    {
        var (x, y) = (new float[nodeCount], new float[nodeCount]);
        var side = (float)Math.Max(1.5, Math.Sqrt(nodeCount / SquaresPerShape / Math.Max(1, shapes.Count)));
        var taken = new HashSet<(int, int)>();
        var spiral = new Spiral(aspect);
        var (size, first) = (0, 0);
        foreach (var shape in shapes)
        {
            // What had no room for a shape of this size has none for the next.
            (size, first) = (shape.Nodes.Length, shape.Nodes.Length == size ? first : 0);
            var squares = Squares(shape, side);
            while (!Fits(squares, taken, spiral.Place(first)))
                first++;
            var (right, down) = spiral.Place(first);
            foreach (var (column, row) in squares)
                taken.Add((column + right, row + down));
            for (var i = 0; i < shape.Nodes.Length; i++)
                (x[shape.Nodes[i]], y[shape.Nodes[i]]) = (shape.X[i] + right * side, shape.Y[i] + down * side);
        }
        Centre(x);
        Centre(y);
        return new NodePositions(x, y);
    }

    private static HashSet<(int Column, int Row)> Squares(Shape shape, float side)
    {
        var squares = new HashSet<(int, int)>();
        // Half a square of air around each node.
        for (var i = 0; i < shape.X.Length; i++)
        {
            var (left, right) = ((int)Math.Floor(shape.X[i] / side - 0.5), (int)Math.Floor(shape.X[i] / side + 0.5));
            var (top, bottom) = ((int)Math.Floor(shape.Y[i] / side - 0.5), (int)Math.Floor(shape.Y[i] / side + 0.5));
            squares.Add((left, top));
            squares.Add((left, bottom));
            squares.Add((right, top));
            squares.Add((right, bottom));
        }
        return squares;
    }

    private static bool Fits(HashSet<(int Column, int Row)> squares, HashSet<(int, int)> taken, (int Right, int Down) place)
    {
        foreach (var (column, row) in squares)
        {
            if (taken.Contains((column + place.Right, row + place.Down)))
                return false;
        }
        return true;
    }

    private static void Centre(float[] values)
    {
        if (values.Length == 0)
            return;
        float least = values[0], most = values[0];
        foreach (var value in values)
            (least, most) = (Math.Min(least, value), Math.Max(most, value));
        for (var i = 0; i < values.Length; i++)
            values[i] -= (least + most) / 2;
    }

    /// <summary>All whole-numbered places, nearest to the middle first, where distance counts less along the wider axis.</summary>
    private sealed class Spiral(double aspect)
    {
        private readonly List<(int, int)> _places = [];
        private int _radius;

        public (int Right, int Down) Place(int index)
        {
            while (index >= _places.Count)
                AddRing();
            return _places[index];
        }

        /// <summary>Places whose distance is in [radius, radius + 1).</summary>
        private void AddRing()
        {
            var ring = new List<(double Distance, int Right, int Down)>();
            var (wide, high) = (Math.Sqrt(aspect), 1 / Math.Sqrt(aspect));
            var (columns, rows) = ((int)Math.Ceiling((_radius + 1) * wide), (int)Math.Ceiling((_radius + 1) * high));
            for (var right = -columns; right <= columns; right++)
            {
                for (var down = -rows; down <= rows; down++)
                {
                    var distance = Math.Sqrt(right / wide * (right / wide) + down / high * (down / high));
                    if (distance >= _radius && distance < _radius + 1)
                        ring.Add((distance, right, down));
                }
            }
            ring.Sort();
            foreach (var (_, right, down) in ring)
                _places.Add((right, down));
            _radius++;
        }
    }
}
