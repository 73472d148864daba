using NetMl.Tensors.Files;
using NetMl.Tests;

namespace NetMl.Tensors.Tests.Files;

public sealed class SafetensorsFuzzTests
{
    [Fact]
    public void Read_HostileFiles_AreReadOrRefusedInLittleMemory()
    {
        var writer = new SafetensorsWriter();
        writer.SetMetadata("key", "välue");
        writer.SetMetadata("count", "12");
        writer.Add("a", [1f, 2f, 3f, 4f], 2, 2);
        writer.Add("b", [5L], 1);
        writer.Add("c", (ReadOnlySpan<byte>)[1, 2, 3], 3);
        writer.Add("none", ReadOnlySpan<double>.Empty, 0, 5);

        var refused = HostileReading.Run(HostileFiles.Of(writer.ToArray(), 1, 24_000), file => Safetensors.Read(file), 64 << 10);

        Assert.InRange(refused, 12_000, 24_000);
    }

    [Fact]
    public void Read_NameOfAMegabyte_IsShortInTheMessage()
    {
        var name = new string('n', 1 << 20);
        var header = System.Text.Encoding.UTF8.GetBytes($$$"""{"{{{name}}}":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""");

        var refusal = Assert.Throws<InvalidDataException>(() => Safetensors.Read((byte[])[.. BitConverter.GetBytes((ulong)header.Length), .. header, 0, 0, 0, 0]));

        Assert.InRange(refusal.Message.Length, 50, 300);
    }
}
