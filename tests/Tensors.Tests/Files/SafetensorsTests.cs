using System.Buffers.Binary;
using System.Text;
using NetMl.Tensors.Files;

namespace NetMl.Tensors.Tests.Files;

public sealed class SafetensorsTests
{
    // Built by the format's own rules, not by our writer: length, JSON header, data.
    private static byte[] File(string header, params byte[] data)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)json.Length);
        return [.. length, .. json, .. data];
    }

    [Fact]
    public void Read_HandMadeFile_GivesTensorsAndMetadata()
    {
        var file = Safetensors.Read(File(
            """{"__metadata__":{"made":"by hand"},"x":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"n":{"dtype":"U8","shape":[],"data_offsets":[8,9]}}   """,
            0, 0, 128, 63, 0, 0, 0, 192, 7));

        Assert.Equal("by hand", file.Text("made"));
        Assert.Equal([1f, -2f], file.Tensor("x", 2, 1).Float32().ToArray());
        Assert.Equal([(byte)7], file.Tensor("n").UInt8().ToArray());
    }

    [Theory]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "needs 8 bytes")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,9]}}""", "claims bytes 0 to 9")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "belong to no tensor")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "last tensor ends at byte 4")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"y":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "inside the tensor before it")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "twice")]
    [InlineData("""{"x":{"dtype":"BF16","shape":[4],"data_offsets":[0,8]}}""", "type 'BF16'")]
    [InlineData("""{"x":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "none negative")]
    [InlineData("""{"x":{"dtype":"F32","shape":[9223372036854775807,9223372036854775807],"data_offsets":[0,8]}}""", "larger than 2 GiB")]
    [InlineData("""{"x":{"dtype":"F32","shape":[4294967296,0],"data_offsets":[0,0]}}""", "larger than 2 GiB")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "claims bytes 8 to 0")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", "two data_offsets")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"more":1}}""", "'more'")]
    [InlineData("""{"x":{"shape":[2],"data_offsets":[0,8]}}""", "needs dtype")]
    [InlineData("""{"__metadata__":{"a":1},"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "not a string")]
    [InlineData("""{"x":[1]}""", "not an object")]
    [InlineData("""{"x":""", "not valid JSON")]
    [InlineData("""[]""", "begin with '{'")]
    public void Read_BrokenHeader_SaysWhichRule(string header, string reason)
    {
        var failure = Assert.Throws<InvalidDataException>(() => Safetensors.Read(File(header, 0, 0, 0, 0, 0, 0, 0, 0)));

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(3UL)]
    [InlineData(1UL << 40)]
    [InlineData(ulong.MaxValue)]
    public void Read_WrongHeaderLength_IsRefusedBeforeAllocation(ulong length)
    {
        var file = File("{}");
        BinaryPrimitives.WriteUInt64LittleEndian(file, length);

        Assert.Throws<InvalidDataException>(() => Safetensors.Read(file));
    }

    [Fact]
    public void Write_ThenRead_GivesTheSameContent()
    {
        var writer = new SafetensorsWriter();
        writer.SetMetadata("classes", """["a \"b\"","ü"]""");
        writer.Add("bytes", (ReadOnlySpan<byte>)[1, 2, 3], 3);
        writer.Add("wide", [1.5, -2.5], 1, 2);
        writer.Add("narrow", [1.5f], 1, 1);
        writer.Add("long", [long.MinValue]);
        writer.Add("int", [-7, 8], 2);
        writer.Add("none", ReadOnlySpan<float>.Empty, 0, 5);

        var bytes = writer.ToArray();
        var file = Safetensors.Read(bytes);

        Assert.Equal("""["a \"b\"","ü"]""", file.Text("classes"));
        Assert.Equal([1.5, -2.5], file.Tensor("wide", 1, 2).Float64().ToArray());
        Assert.Equal([1.5f], file.Tensor("narrow").Float32().ToArray());
        Assert.Equal([long.MinValue], file.Tensor("long").Int64().ToArray());
        Assert.Equal([-7, 8], file.Tensor("int").Int32().ToArray());
        Assert.Equal([1, 2, 3], file.Tensor("bytes").UInt8().ToArray());
        Assert.Equal([0, 5], file.Tensor("none").Shape);
        Assert.Equal(0UL, BinaryPrimitives.ReadUInt64LittleEndian(bytes) % 8);
        Assert.Equal(bytes, writer.ToArray());
    }

    [Fact]
    public void Tensor_WrongTypeOrShape_SaysWhatIsThere()
    {
        var writer = new SafetensorsWriter();
        writer.Add("x", [1f, 2f], 2);
        var file = Safetensors.Read(writer.ToArray());

        Assert.Contains("holds F32", Assert.Throws<InvalidDataException>(() => file.Tensor("x").Int32().ToArray()).Message, StringComparison.Ordinal);
        Assert.Contains("[2]", Assert.Throws<InvalidDataException>(() => file.Tensor("x", 3)).Message, StringComparison.Ordinal);
        Assert.Contains("no tensor 'y'", Assert.Throws<InvalidDataException>(() => file.Tensor("y")).Message, StringComparison.Ordinal);
    }
}
