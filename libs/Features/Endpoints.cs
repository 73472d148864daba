namespace NetMl.Features;

/// <summary>Numbers the endpoints of flows, an address and a port each, in the order of address and then port; no port comes first.</summary>
internal static class Endpoints
{
    private const int PortBits = 17;

    /// <returns>[m] endpoint of each side of each flow, and [endpoints] their keys.</returns>
    public static (int[] Source, int[] Target, long[] Keys) Number(FlowTable flows)
    {
        var (source, target) = (Keys(flows.Source, flows.SourcePort), Keys(flows.Target, flows.TargetPort));
        long[] keys = [.. source, .. target];
        Array.Sort(keys);
        var count = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            if (i == 0 || keys[i] != keys[i - 1])
                keys[count++] = keys[i];
        }
        Array.Resize(ref keys, count);
        return (Array.ConvertAll(source, key => Array.BinarySearch(keys, key)), Array.ConvertAll(target, key => Array.BinarySearch(keys, key)), keys);
    }

    /// <summary>Index of the endpoint's host.</summary>
    public static int Host(long key) => (int)(key >> PortBits);

    /// <summary>Its port; −1 = none.</summary>
    public static int Port(long key) => (int)(key & ((1 << PortBits) - 1)) - 1;

    private static long[] Keys(ReadOnlySpan<int> hosts, ReadOnlySpan<int> ports)
    {
        var keys = new long[hosts.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = (long)hosts[i] << PortBits | (uint)(ports[i] + 1);
        return keys;
    }
}
