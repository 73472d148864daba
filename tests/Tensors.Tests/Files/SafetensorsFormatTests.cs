using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using NetMl.Tensors.Files;

namespace NetMl.Tensors.Tests.Files;

/// <summary>Our reader on files that a script made by the format's description, and our files by a reader that follows the description alone.</summary>
public sealed class SafetensorsFormatTests
{
    [Fact]
    public void Read_GoldenFileOfEveryType_GivesItsNumbers()
    {
        var file = Golden("every-type");

        Assert.Equal([1.5f, -2.25f, 0, float.MaxValue, -0f, float.Epsilon], file.Tensor("zeta.weight", 2, 3).Float32().ToArray());
        Assert.Equal([0.1, -1e300], file.Tensor("alpha", 2).Float64().ToArray());
        Assert.Equal([long.MinValue], file.Tensor("scalar").Int64().ToArray());
        Assert.Empty(file.Tensor("scalar").Shape);
        Assert.Equal([0, 7], file.Tensor("none").Shape);
        Assert.Equal([0, 1, 127, 128, 255], file.Tensor("bytes", 5).UInt8().ToArray());
        Assert.Equal([-1, int.MaxValue, int.MinValue], file.Tensor("counts", 1, 1, 3).Int32().ToArray());
        Assert.Equal([42f], file.Tensor("näme \"quoted\"").Float32().ToArray());
        Assert.Equal(7, file.Tensors.Count);
        Assert.Equal(new Dictionary<string, string> { ["made by"] = "struct", ["empty"] = "", ["umlaut"] = "ü😀" }, file.Metadata);
    }

    [Fact]
    public void Read_GoldenFileWithWhiteSpace_GivesItsNumbers() => Assert.Equal([1f, 2f], Golden("spaced").Tensor("w", 2).Float32().ToArray());

    [Fact]
    public void Read_GoldenFileOfNothing_IsEmpty()
    {
        Assert.Empty(Golden("nothing").Tensors);
        Assert.Empty(Golden("nothing").Metadata);
        Assert.Equal("pt", Golden("metadata-only").Text("format"));
    }

    [Fact]
    public void Write_EveryType_KeepsTheFormatsRules()
    {
        var expected = new Dictionary<string, (string Type, int[] Shape, byte[] Bytes)>
        {
            ["b/ytes"] = ("U8", [3], [1, 2, 255]),
            ["wide"] = ("F64", [1, 2], [.. BitConverter.GetBytes(1.5), .. BitConverter.GetBytes(double.NegativeInfinity)]),
            ["narrow"] = ("F32", [2], [.. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(float.NaN)]),
            ["long"] = ("I64", [1], BitConverter.GetBytes(long.MinValue)),
            ["int"] = ("I32", [2, 1], [.. BitConverter.GetBytes(-7), .. BitConverter.GetBytes(8)]),
            ["nöne"] = ("F32", [0, 5], []),
        };
        var writer = new SafetensorsWriter();
        writer.SetMetadata("quote", "a \"b\" \\ \n ü");
        writer.Add("b/ytes", (ReadOnlySpan<byte>)[1, 2, 255], 3);
        writer.Add("wide", [1.5, double.NegativeInfinity], 1, 2);
        writer.AddView("narrow", new[] { 1.5f, float.NaN }, 2);
        writer.Add("long", [long.MinValue]);
        writer.Add("int", [-7, 8], 2, 1);
        writer.Add("nöne", ReadOnlySpan<float>.Empty, 0, 5);

        var (metadata, tensors) = ReadByTheRules(writer.ToArray());

        Assert.Equal(new Dictionary<string, string> { ["quote"] = "a \"b\" \\ \n ü" }, metadata);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), tensors.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, (type, shape, bytes)) in expected)
        {
            Assert.Equal(type, tensors[name].Type);
            Assert.Equal(shape, tensors[name].Shape);
            Assert.Equal(bytes, tensors[name].Bytes);
        }
    }

    [Fact]
    public void Write_NothingAtAll_KeepsTheFormatsRules() => Assert.Empty(ReadByTheRules(new SafetensorsWriter().ToArray()).Tensors);

    // Shares no code with the reader under test: the description's sentences one by one.
    private static (Dictionary<string, string> Metadata, Dictionary<string, (string Type, int[] Shape, byte[] Bytes)> Tensors) ReadByTheRules(byte[] file)
    {
        var length = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(file));
        Assert.Equal(0, length % 8);
        var header = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(file, 8, length);
        Assert.Equal('{', header[0]);
        Assert.EndsWith("}", header.TrimEnd(' '), StringComparison.Ordinal);
        var data = file[(8 + length)..];
        var (metadata, tensors, ranges) = (new Dictionary<string, string>(), new Dictionary<string, (string, int[], byte[])>(), new List<(int Begin, int End)>());
        foreach (var property in JsonDocument.Parse(header).RootElement.EnumerateObject())
        {
            if (property.Name == "__metadata__")
            {
                foreach (var entry in property.Value.EnumerateObject())
                    metadata.Add(entry.Name, entry.Value.GetString() ?? "null");
                continue;
            }
            var type = property.Value.GetProperty("dtype").GetString() ?? "";
            int[] shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(item => item.GetInt32())];
            int[] offsets = [.. property.Value.GetProperty("data_offsets").EnumerateArray().Select(item => item.GetInt32())];
            Assert.Equal(3, property.Value.EnumerateObject().Count());
            Assert.Equal(2, offsets.Length);
            Assert.Equal(shape.Aggregate(1, (product, item) => product * item) * int.Parse(type[1..]) / 8, offsets[1] - offsets[0]);
            ranges.Add((offsets[0], offsets[1]));
            tensors.Add(property.Name, (type, shape, data[offsets[0]..offsets[1]]));
        }
        var at = 0;
        foreach (var (begin, end) in ranges.Order())
        {
            Assert.Equal(at, begin);
            at = end;
        }
        Assert.Equal(data.Length, at);
        return (metadata, tensors);
    }

    private static SafetensorsFile Golden(string name) =>
        Safetensors.Read(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "fixtures", $"{name}.safetensors")));
}
