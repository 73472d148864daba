using System.Runtime.InteropServices;

namespace NetMl.Tensors.Files;

/// <summary>One tensor of a safetensors file: a view into the file's bytes, row-major.</summary>
/// <param name="Data">Exactly product(<paramref name="Shape"/>) × element size bytes; owned by the file.</param>
public sealed record SafetensorsTensor(string Name, TensorType Type, IReadOnlyList<int> Shape, ReadOnlyMemory<byte> Data)
{
    /// <summary>Number of elements.</summary>
    public int Count => Data.Length / Type.Size();

    /// <exception cref="InvalidDataException">The tensor holds another type.</exception>
    public ReadOnlySpan<float> Float32() => View<float>(TensorType.F32);

    /// <inheritdoc cref="Float32"/>
    public ReadOnlySpan<double> Float64() => View<double>(TensorType.F64);

    /// <inheritdoc cref="Float32"/>
    public ReadOnlySpan<int> Int32() => View<int>(TensorType.I32);

    /// <inheritdoc cref="Float32"/>
    public ReadOnlySpan<long> Int64() => View<long>(TensorType.I64);

    /// <inheritdoc cref="Float32"/>
    public ReadOnlySpan<byte> UInt8() => View<byte>(TensorType.U8);

    private ReadOnlySpan<T> View<T>(TensorType wanted) where T : unmanaged => Type == wanted
        ? MemoryMarshal.Cast<byte, T>(Data.Span)
        : throw new InvalidDataException($"Tensor '{Name}' holds {Type} where {wanted} is expected.");
}
