using Onnx;

namespace NetMl.Onnx.Tests;

/// <summary>Rules of the ONNX IR specification that a file can be checked against without its operators' definitions.</summary>
internal static class OnnxRules
{
    public static IEnumerable<string> Breaches(byte[] file)
    {
        var model = ModelProto.Parser.ParseFrom(file);
        if (model.IrVersion is < 8 or > 10)
            yield return $"ir_version is {model.IrVersion}";
        if (model.OpsetImport is not [{ Domain: "", Version: >= 17 }, ..])
            yield return "the default opset of 17 or newer is not imported";
        if (model.Graph.Node.FirstOrDefault(node => !model.OpsetImport.Any(import => import.Domain == node.Domain)) is { } foreign)
            yield return $"the domain of {foreign.Name} is not imported";
        var graph = model.Graph;
        if (graph.Name.Length == 0)
            yield return "the graph has no name";
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in graph.Input.Select(input => input.Name).Concat(graph.Initializer.Select(constant => constant.Name)))
            if (!known.Add(name))
                yield return $"the value {name} is defined twice";
        foreach (var input in graph.Input.Concat(graph.Output))
            if (input.Type?.TensorType is not { ElemType: > 0, Shape.Dim.Count: > 0 })
                yield return $"the value {input.Name} has no type or shape";
        var nodes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in graph.Node)
        {
            if (!nodes.Add(node.Name))
                yield return $"the node {node.Name} exists twice";
            foreach (var input in node.Input)
                if (!known.Contains(input))
                    yield return $"the node {node.Name} reads {input}, which nothing before it makes";
            foreach (var output in node.Output)
                if (!known.Add(output))
                    yield return $"the value {output} is defined twice";
            foreach (var attribute in node.Attribute)
                if (attribute.Type == AttributeProto.Types.AttributeType.Undefined)
                    yield return $"the attribute {attribute.Name} of {node.Name} has no type";
        }
        foreach (var output in graph.Output)
            if (!known.Contains(output.Name))
                yield return $"the output {output.Name} is made by nothing";
        foreach (var constant in graph.Initializer)
            if (constant.Dims.Aggregate(1L, (product, length) => product * length) * 4 is var bytes && constant.DataType == (int)TensorProto.Types.DataType.Float && constant.RawData.Length != bytes)
                yield return $"the constant {constant.Name} has {constant.RawData.Length} bytes instead of {bytes}";
    }
}
