using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;
using static Onnx.AttributeProto.Types;
using static Onnx.TensorProto.Types;

namespace NetMl.Onnx.Format;

/// <summary>Collects the inputs, constants, nodes and outputs of an ONNX graph; gives each value a name of its own.</summary>
/// <remarks>Source: the ONNX IR specification. Nodes stand in the order in which they were added, so each reads only what stands before it.</remarks>
internal sealed class OnnxGraph
{
    /// <summary>Version of the operators: the first in which scatters may take the largest.</summary>
    public const int Opset = 18;

    private const int IrVersion = 8;
    private const string TreesDomain = "ai.onnx.ml";
    private const int TreesOpset = 3;
    private readonly GraphProto _graph;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _constants = new(StringComparer.Ordinal);
    private int _nodes;

    public OnnxGraph(string name)
    {
        _graph = new GraphProto { Name = name };
    }

    /// <summary>An input of the model.</summary>
    /// <param name="rows">Name of the first dimension, whose length varies; null = all dimensions are given.</param>
    public string Input(string name, DataType type, string? rows, params ReadOnlySpan<int> more)
    {
        _graph.Input.Add(Value(name, type, rows, more));
        return Claim(name);
    }

    /// <summary>Gives a value to the caller of the model under a name of its own.</summary>
    public void Output(string value, string name, DataType type, string? rows, params ReadOnlySpan<int> more)
    {
        Node("Identity", [value], [Claim(name)]);
        _graph.Output.Add(Value(name, type, rows, more));
    }

    /// <summary>A constant of floats under its own name.</summary>
    public string Floats(string name, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape) =>
        Constant(name, DataType.Float, MemoryMarshal.AsBytes(values), shape);

    /// <summary>A constant of doubles under its own name.</summary>
    public string Doubles(string name, ReadOnlySpan<double> values, params ReadOnlySpan<int> shape) =>
        Constant(name, DataType.Double, MemoryMarshal.AsBytes(values), shape);

    /// <summary>A constant of whole numbers under its own name.</summary>
    public string Integers(string name, ReadOnlySpan<long> values) => Constant(name, DataType.Int64, MemoryMarshal.AsBytes(values), [values.Length]);

    /// <summary>One number, made once.</summary>
    public string Float(float value)
    {
        var name = FormattableString.Invariant($"number.{value:R}");
        return _constants.TryGetValue(name, out var known) ? known : _constants[name] = Floats(name, [value]);
    }

    /// <summary>Whole numbers in one dimension, made once.</summary>
    public string Integers(params ReadOnlySpan<long> values)
    {
        var name = $"integers.{string.Join('.', values.ToArray())}";
        return _constants.TryGetValue(name, out var known) ? known : _constants[name] = Constant(name, DataType.Int64, MemoryMarshal.AsBytes(values), [values.Length]);
    }

    /// <summary>Texts in one dimension under their own name.</summary>
    public string Texts(string name, IEnumerable<string> values)
    {
        var tensor = new TensorProto { Name = Claim(name), DataType = (int)DataType.String };
        tensor.StringData.AddRange(values.Select(ByteString.CopyFromUtf8));
        tensor.Dims.Add(tensor.StringData.Count);
        _graph.Initializer.Add(tensor);
        return name;
    }

    /// <summary>The same values as another type.</summary>
    public string Cast(string x, DataType type) => Add("Cast", [x], Attribute("to", (long)type));

    /// <summary>Adds a node of one result.</summary>
    /// <returns>Name of the result.</returns>
    public string Add(string operation, ReadOnlySpan<string> inputs, params ReadOnlySpan<AttributeProto> attributes) => Add(operation, inputs, 1, attributes)[0];

    /// <summary>Adds a node of several results.</summary>
    /// <returns>Names of the results.</returns>
    public string[] Add(string operation, ReadOnlySpan<string> inputs, int results, params ReadOnlySpan<AttributeProto> attributes)
    {
        var names = new string[results];
        for (var i = 0; i < results; i++)
            names[i] = Claim(results == 1 ? $"{operation}.{_nodes}" : $"{operation}.{_nodes}.{i}");
        Node(operation, inputs, names, attributes);
        return names;
    }

    public static AttributeProto Attribute(string name, long value) => new() { Name = name, Type = AttributeType.Int, I = value };

    public static AttributeProto Attribute(string name, float value) => new() { Name = name, Type = AttributeType.Float, F = value };

    public static AttributeProto Attribute(string name, string value) => new() { Name = name, Type = AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    /// <summary>An attribute that is a tensor of one number.</summary>
    public static AttributeProto Tensor(string name, float value)
    {
        var tensor = new TensorProto { DataType = (int)DataType.Float, Dims = { 1 }, RawData = Bytes(MemoryMarshal.AsBytes<float>([value])) };
        return new AttributeProto { Name = name, Type = AttributeType.Tensor, T = tensor };
    }

    /// <summary>Adds a node of the operators for other models than networks, whose version is imported with the first.</summary>
    /// <returns>Name of the result.</returns>
    public string AddTrees(string operation, string input, params ReadOnlySpan<AttributeProto> attributes)
    {
        var result = Add(operation, [input], attributes);
        _graph.Node[^1].Domain = TreesDomain;
        return result;
    }

    public static AttributeProto Attribute(string name, IEnumerable<long> values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeType.Ints };
        attribute.Ints.AddRange(values);
        return attribute;
    }

    public static AttributeProto Attribute(string name, IEnumerable<float> values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeType.Floats };
        attribute.Floats.AddRange(values);
        return attribute;
    }

    public static AttributeProto Attribute(string name, IEnumerable<string> values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeType.Strings };
        attribute.Strings.AddRange(values.Select(ByteString.CopyFromUtf8));
        return attribute;
    }

    /// <summary>The whole file; equal content gives equal bytes.</summary>
    /// <param name="metadata">Texts that readers may show.</param>
    public byte[] Write(IEnumerable<KeyValuePair<string, string>> metadata, string description)
    {
        var model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "NetMlAspire",
            Graph = _graph,
            DocString = description,
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = Opset } },
        };
        if (_graph.Node.Any(node => node.Domain == TreesDomain))
            model.OpsetImport.Add(new OperatorSetIdProto { Domain = TreesDomain, Version = TreesOpset });
        foreach (var (key, value) in metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        return model.ToByteArray();
    }

    private void Node(string operation, ReadOnlySpan<string> inputs, ReadOnlySpan<string> results, params ReadOnlySpan<AttributeProto> attributes)
    {
        var node = new NodeProto { Name = $"{operation}.{_nodes++}", OpType = operation };
        foreach (var input in inputs)
            node.Input.Add(input);
        foreach (var result in results)
            node.Output.Add(result);
        foreach (var attribute in attributes)
            node.Attribute.Add(attribute);
        _graph.Node.Add(node);
    }

    private string Constant(string name, DataType type, ReadOnlySpan<byte> values, ReadOnlySpan<int> shape)
    {
        var tensor = new TensorProto { Name = Claim(name), DataType = (int)type, RawData = Bytes(values) };
        foreach (var length in shape)
            tensor.Dims.Add(length);
        _graph.Initializer.Add(tensor);
        return name;
    }

    private static ByteString Bytes(ReadOnlySpan<byte> values) => BitConverter.IsLittleEndian
        ? ByteString.CopyFrom(values)
        : throw new PlatformNotSupportedException("ONNX files are written on little-endian machines only.");

    private string Claim(string name) => _names.Add(name) ? name : throw new InvalidOperationException($"The ONNX graph has two values named '{name}'.");

    private static ValueInfoProto Value(string name, DataType type, string? rows, ReadOnlySpan<int> more)
    {
        var shape = new TensorShapeProto();
        if (rows is not null)
            shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = rows });
        foreach (var length in more)
            shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = length });
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = shape } } };
    }
}
