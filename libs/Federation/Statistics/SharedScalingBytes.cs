using System.Buffers.Binary;
using NetMl.Gnn.Inputs;

namespace NetMl.Federation.Statistics;

/// <summary>A <see cref="SharedScaling"/> as bytes: "NMSS", version, counts of node features, flow features and classes, then float32 means and scales of both, and shares; all little-endian.</summary>
internal static class SharedScalingBytes
{
    private const uint Magic = 0x53534D4E;
    private const int Version = 1;
    private const int HeadBytes = 20;
    private const int MostNumbers = 1 << 16;

    public static byte[] Encode(SharedScaling scaling)
    {
        float[] numbers = [.. scaling.Nodes.Mean, .. scaling.Nodes.Scale, .. scaling.Flows.Mean, .. scaling.Flows.Scale, .. scaling.ClassShares];
        var bytes = new byte[HeadBytes + 4 * numbers.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        ReadOnlySpan<int> head = [Version, scaling.Nodes.Mean.Length, scaling.Flows.Mean.Length, scaling.ClassShares.Length];
        for (var i = 0; i < head.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 + 4 * i), head[i]);
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(HeadBytes + 4 * i), numbers[i]);
        return bytes;
    }

    public static SharedScaling Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeadBytes || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic || BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]) != Version)
            throw new InvalidDataException($"These {bytes.Length} bytes are no shared scaling of version {Version}.");
        var (nodes, flows, classes) = (Count(bytes, 8), Count(bytes, 12), Count(bytes, 16));
        var numbers = new float[2 * nodes + 2 * flows + classes];
        if (bytes.Length != HeadBytes + 4 * numbers.Length)
            throw new InvalidDataException($"A shared scaling of {nodes} node features, {flows} flow features and {classes} classes has {HeadBytes + 4 * numbers.Length} bytes, not {bytes.Length}.");
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(HeadBytes + 4 * i)..]);
        var shares = numbers[(2 * nodes + 2 * flows)..];
        if (!Array.TrueForAll(shares, share => share is >= 0 and <= 1))
            throw new InvalidDataException("A class share does not lie between 0 and 1.");
        return new SharedScaling(
            new Standardisation(numbers.AsSpan(0, nodes), numbers.AsSpan(nodes, nodes)),
            new Standardisation(numbers.AsSpan(2 * nodes, flows), numbers.AsSpan(2 * nodes + flows, flows)), shares);
    }

    private static int Count(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]) is >= 0 and <= MostNumbers and var count
        ? count
        : throw new InvalidDataException("A shared scaling names an impossible number of features.");
}
