namespace NetMl.Graphs.Layout;

/// <summary>A drawn component: its nodes, and where each lies.</summary>
internal sealed class Shape(int[] nodes, float[] x, float[] y)
{
    /// <summary>Spread of a component relative to an even disc with one node per unit of area.</summary>
    private const double Roominess = 1.5;

    public int[] Nodes { get; } = nodes;

    public float[] X { get; } = x;

    public float[] Y { get; } = y;

    /// <summary>Rows of nodes at a distance of 1.</summary>
    public static Shape Grid(int[] nodes, double aspect)
    {
        var columns = Math.Max(1, (int)Math.Round(Math.Sqrt(nodes.Length * aspect)));
        var (x, y) = (new float[nodes.Length], new float[nodes.Length]);
        for (var i = 0; i < nodes.Length; i++)
            (x[i], y[i]) = (i % columns, i / columns);
        return new Shape(nodes, x, y);
    }

    /// <summary>Moves the middle of the nodes to (0, 0) and turns the direction in which they spread most to the x-axis.</summary>
    public void LayFlat()
    {
        double meanX = 0, meanY = 0, xx = 0, xy = 0, yy = 0;
        for (var i = 0; i < X.Length; i++)
            (meanX, meanY) = (meanX + X[i], meanY + Y[i]);
        (meanX, meanY) = (meanX / X.Length, meanY / X.Length);
        for (var i = 0; i < X.Length; i++)
        {
            var (dx, dy) = (X[i] - meanX, Y[i] - meanY);
            (xx, xy, yy) = (xx + dx * dx, xy + dx * dy, yy + dy * dy);
        }
        var (sine, cosine) = Math.SinCos(0.5 * Math.Atan2(2 * xy, xx - yy));
        for (var i = 0; i < X.Length; i++)
        {
            var (dx, dy) = (X[i] - meanX, Y[i] - meanY);
            (X[i], Y[i]) = ((float)(dx * cosine + dy * sine), (float)(dy * cosine - dx * sine));
        }
    }

    /// <summary>Draws in what lies far out, such as the ends of long chains, so that they do not make all else small: beyond R, which is 1.6 times the spread, radius r becomes R (1 + 0.6 ln(r / R)).</summary>
    /// <remarks>Directions stay, and so does which of two nodes lies further out.</remarks>
    public void DrawIn()
    {
        var limit = 1.6 * Spread();
        for (var i = 0; i < X.Length; i++)
        {
            var radius = Math.Sqrt((double)X[i] * X[i] + (double)Y[i] * Y[i]);
            if (radius <= limit || limit == 0)
                continue;
            var scale = limit * (1 + 0.6 * Math.Log(radius / limit)) / radius;
            (X[i], Y[i]) = ((float)(X[i] * scale), (float)(Y[i] * scale));
        }
    }

    /// <summary>Scales so that nodes spread as on a disc of <see cref="Roominess"/> units of area each.</summary>
    public void ScaleToUnitDensity()
    {
        // An even disc of area A has a mean squared radius of A / 2π.
        var spread = Spread();
        var scale = spread > 0 ? Roominess * Math.Sqrt(X.Length / (2 * Math.PI)) / spread : 1;
        for (var i = 0; i < X.Length; i++)
            (X[i], Y[i]) = ((float)(X[i] * scale), (float)(Y[i] * scale));
    }

    /// <summary>Root of the mean squared distance from the middle.</summary>
    private double Spread()
    {
        var squares = 0.0;
        for (var i = 0; i < X.Length; i++)
            squares += (double)X[i] * X[i] + (double)Y[i] * Y[i];
        return Math.Sqrt(squares / X.Length);
    }
}
