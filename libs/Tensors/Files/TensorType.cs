namespace NetMl.Tensors.Files;

/// <summary>Element types that our safetensors files hold; all little-endian.</summary>
public enum TensorType : byte
{
    F64,
    F32,
    I64,
    I32,
    U8,
}

internal static class TensorTypes
{
    public static int Size(this TensorType type) => type switch
    {
        TensorType.F64 or TensorType.I64 => 8,
        TensorType.F32 or TensorType.I32 => 4,
        _ => 1,
    };

    public static TensorType? Parse(string? name) => name switch
    {
        "F64" => TensorType.F64,
        "F32" => TensorType.F32,
        "I64" => TensorType.I64,
        "I32" => TensorType.I32,
        "U8" => TensorType.U8,
        _ => null,
    };
}
