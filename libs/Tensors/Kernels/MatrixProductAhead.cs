using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NetMl.Tensors.Kernels;

/// <summary>Asks for memory that a later tile needs, a little with each tile: the machine's own prefetcher loses track of rows that are read many at once.</summary>
/// <remarks>Reads nothing and cannot fault, so that a region may reach past the end of a matrix.</remarks>
/// <param name="start">Where the region begins.</param>
/// <param name="values">Its length.</param>
/// <param name="tiles">Tiles that share it out.</param>
internal unsafe struct MatrixProductAhead(float* start, nint values, int tiles)
{
    private const int LineValues = 16;

    private readonly nint _valuesPerTile = (values + tiles - 1) / tiles;
    private float* _next = start;

    /// <summary>Asks for one tile's share in the second-level cache, so that what is in use stays in the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step()
    {
        var end = _next + _valuesPerTile;
        for (; _next < end; _next += LineValues)
            Sse.Prefetch1(_next);
    }

    /// <summary>Asks for a tile of c.</summary>
    public static void Tile(float* c, nint stride, int rows, int width)
    {
        for (var row = 0; row < rows; row++, c += stride)
            for (var column = 0; column < width; column += LineValues)
                Sse.Prefetch0(c + column);
    }
}
