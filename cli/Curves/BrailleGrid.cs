namespace NetMl.Cli.Curves;

/// <summary>A picture of braille characters: each cell has two by four dots. The top left dot is (0, 0).</summary>
internal sealed class BrailleGrid(int columns, int rows)
{
    private const char Blank = '\u2800';
    private readonly byte[] _dots = new byte[columns * rows];
    private readonly int[] _lines = new int[columns * rows];

    // Dots of a cell by column, then row; the order in which Unicode numbers them.
    private static ReadOnlySpan<byte> Bits => [0x01, 0x02, 0x04, 0x40, 0x08, 0x10, 0x20, 0x80];

    /// <summary>Dots from left to right.</summary>
    public int Width => columns * 2;

    /// <summary>Dots from top to bottom.</summary>
    public int Height => rows * 4;

    /// <summary>Draws a straight line, both ends included.</summary>
    /// <param name="line">Which line it belongs to; of several in a cell the last one is told.</param>
    public void Line((int X, int Y) from, (int X, int Y) to, int line)
    {
        var steps = Math.Max(1, Math.Max(Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y)));
        for (var step = 0; step <= steps; step++)
            Dot(from.X + (int)Math.Round((double)(to.X - from.X) * step / steps), from.Y + (int)Math.Round((double)(to.Y - from.Y) * step / steps), line);
    }

    /// <summary>The character of a cell, and the line that drew in it last.</summary>
    public (char Letter, int Line) Cell(int column, int row) => ((char)(Blank + _dots[row * columns + column]), _lines[row * columns + column]);

    private void Dot(int x, int y, int line)
    {
        var cell = y / 4 * columns + x / 2;
        _dots[cell] |= Bits[x % 2 * 4 + y % 4];
        _lines[cell] = line;
    }
}
