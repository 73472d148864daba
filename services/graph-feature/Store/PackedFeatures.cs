using System.Buffers.Binary;
using NetMl.Graphs.Labelled;

namespace NetMl.GraphFeature.Store;

/// <summary>The features of a node as bytes: pairs of a column (I32) and a value (F32), little-endian.</summary>
internal static class PackedFeatures
{
    public const int BytesPerFeature = sizeof(int) + sizeof(float);

    public static byte[] Pack(SparseRows features, int row)
    {
        ReadOnlySpan<int> indices = features.IndicesOf(row);
        var values = features.ValuesOf(row);
        var packed = new byte[indices.Length * BytesPerFeature];
        for (var i = 0; i < indices.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(packed.AsSpan(i * BytesPerFeature), indices[i]);
            BinaryPrimitives.WriteSingleLittleEndian(packed.AsSpan(i * BytesPerFeature + sizeof(int)), values[i]);
        }
        return packed;
    }

    public static (int[] Indices, float[] Values) Unpack(ReadOnlySpan<byte> packed)
    {
        var (indices, values) = (new int[packed.Length / BytesPerFeature], new float[packed.Length / BytesPerFeature]);
        for (var i = 0; i < indices.Length; i++)
        {
            indices[i] = BinaryPrimitives.ReadInt32LittleEndian(packed[(i * BytesPerFeature)..]);
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(packed[(i * BytesPerFeature + sizeof(int))..]);
        }
        return (indices, values);
    }
}
