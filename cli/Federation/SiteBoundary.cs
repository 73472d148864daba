using System.Runtime.InteropServices;
using NetMl.Federation.GraphTasks;
using NetMl.Federation.Statistics;

namespace NetMl.Cli.Federation;

/// <summary>This site's part in the boundary exchange of one federation.</summary>
/// <param name="own">The table that it sent; empty when it is not in the sum.</param>
/// <param name="sum">Sum of all sites' tables, raw float32; empty before it is known.</param>
internal sealed class SiteBoundary(BoundarySecret secret, double[] own, byte[] sum)
{
    public double[] Table(SiteGraphs graphs, SharedScaling scaling, double range) => BoundaryExchange.Table(graphs, scaling, secret.Bytes, range);

    /// <summary>The site's graphs with what the other sites know of their hosts.</summary>
    /// <exception cref="InvalidDataException">The server's table does not fit the plan.</exception>
    public SiteGraphs Join(SiteGraphs graphs, int length, double range)
    {
        var numbers = MemoryMarshal.Cast<byte, float>(sum).ToArray();
        if (numbers.Length != length)
            throw new InvalidDataException($"The table of boundary hosts has {numbers.Length} numbers; the plan's has {length}.");
        // A table of an earlier life of this plan with other sizes is no help.
        return BoundaryExchange.Join(graphs, own.Length == length ? own : [], Array.ConvertAll(numbers, number => (double)number), secret.Bytes, range);
    }
}
