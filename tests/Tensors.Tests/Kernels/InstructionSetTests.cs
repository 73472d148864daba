using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetMl.Tensors.Tests.Kernels;

/// <summary>Whether the runtime obeys a switch that turns instructions off, when one is set.</summary>
public sealed class InstructionSetTests
{
    [Fact]
    public void Switches_WhenSet_TookEffect()
    {
        if (IsOff("AVX512"))
            Assert.False(Vector512.IsHardwareAccelerated || Avx512F.IsSupported);
        if (IsOff("AVX2"))
            Assert.False(Vector256.IsHardwareAccelerated || Avx2.IsSupported);
        if (IsOff("HWIntrinsic"))
            Assert.False(Vector.IsHardwareAccelerated || Vector128.IsHardwareAccelerated || Sse2.IsSupported);
    }

    private static bool IsOff(string feature) => Environment.GetEnvironmentVariable($"DOTNET_Enable{feature}") == "0";
}
